namespace Archivist.Operations.Adding;

/// <summary>A replica to add, in the words of the settings. Secrets are references.</summary>
/// <param name="Name">Its name, unique among the replicas.</param>
/// <param name="Address">A directory, from the working directory where it is relative, or the address of a server.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>.</param>
public sealed record AddReplicaRequest(string Name, string Address, string Vendor, string Geography) : OperationRequest
{
    /// <summary>Whose law it is under; null for what the geography says.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Its network; null when that is not known.</summary>
    public string? Backbone { get; init; }

    /// <summary>The account that can delete it; null when that is not known.</summary>
    public string? Account { get; init; }

    /// <summary>The kind of medium; null for what the address says.</summary>
    public string? Medium { get; init; }

    /// <summary>It is connected only while it is filled or audited.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The user of a server, or the access key of a bucket, written out or as a reference; null for none.</summary>
    public string? User { get; init; }

    /// <summary>A reference to the password or secret key, such as <c>file:/etc/archivist/nas.key</c>; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>A PEM file with the only certificate authorities to trust; null for those of the machine.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>A PEM file with a certificate and its key to show the server; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The region of a bucket; null for what the address says.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket is a part of the host's name.</summary>
    public bool IsVirtualHost { get; init; }

    /// <summary>The storage class of packs; null for the bucket's own.</summary>
    public string? StorageClass { get; init; }
}
