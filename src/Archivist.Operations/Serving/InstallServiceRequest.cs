namespace Archivist.Operations.Serving;

/// <summary>The unit of the service is to be written for systemd, or removed.</summary>
public sealed record InstallServiceRequest : OperationRequest
{
    /// <summary>The program and its arguments that run the service; the settings file follows them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>For the service manager of this user, who needs no privileges; otherwise for that of the system.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>Only shows what would be written or removed.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Removes the unit instead of writing it.</summary>
    public bool Removes { get; init; }

    /// <summary>Where units are; null for the usual directory.</summary>
    public string? Directory { get; init; }
}
