using System.Text;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Operations.Configuration;

/// <summary>
/// How the servers that an operation reaches are spoken to: as the settings say of the replica or share with that address, otherwise as the variables say that restic and the tools of AWS read.
/// Thread-safe.
/// </summary>
/// <param name="surroundings">Where the variables are.</param>
internal sealed class StoreAccesses(SettingsEnvironment surroundings)
{
    private volatile IReadOnlyList<ReplicaSettings> _replicas = [];

    /// <summary>Considers the replicas of these settings from now on.</summary>
    internal void Use(ArchivistSettings settings) => _replicas = settings.Replicas;

    /// <summary>The access to an address; for a directory or disc it is of no use and does no harm.</summary>
    /// <param name="address">As the operator or the settings wrote it; one that is in no notation gives access to nothing, and opening it says so.</param>
    /// <param name="sources">Where references to secrets are looked up, when a store first needs them.</param>
    internal StoreAccess Find(string address, SecretSources sources)
    {
        if (TryParse(address) is not { Url: { } url } parsed)
            return StoreAccess.None;
        var access = _replicas.SelectMany(known => known.ShareAccesses.Items.Prepend(new(known.Url, known.Access)))
            .FirstOrDefault(known => TryParse(known.Key) is { } other && other.Kind == parsed.Kind && other.Url == url).Value;
        return access is null ? OfVariables(parsed) : OfReplica(access, parsed, sources);
    }

    private StoreAccess OfReplica(ReplicaAccess access, RepositoryAddress address, SecretSources sources) => new()
    {
        // What is signed with keys does not give them away. A password would go to a server that it was not meant for.
        Credentials = access.Password is null ? address.Kind is AddressKind.S3 ? FindKeysAsync : null : stop => ResolveAsync(access, sources, stop),
        Trust = TrustOf(access.CaCertificate, access.ClientCertificate),
        Region = access.Region,
        IsVirtualHost = access.IsVirtualHost,
        StorageClass = access.StorageClass,
    };

    private StoreAccess OfVariables(RepositoryAddress address) => new()
    {
        Credentials = address.Kind is AddressKind.S3 ? FindKeysAsync : FindPasswordAsync,
        Trust = TrustOf(null, null),
        Region = surroundings.Find("AWS_REGION") ?? surroundings.Find("AWS_DEFAULT_REGION"),
    };

    private ServerTrust TrustOf(string? authorities, string? client) =>
        new(authorities ?? PathOf("RESTIC_CACERT"), client ?? PathOf("RESTIC_TLS_CLIENT_CERT"));

    private string? PathOf(string variable) => surroundings.Find(variable) is { } path ? surroundings.Resolve(path, surroundings.WorkingFolder) : null;

    private Task<StoreCredentials?> FindKeysAsync(CancellationToken cancellationToken) => Task.FromResult(
        surroundings.Find("AWS_ACCESS_KEY_ID") is { } key && surroundings.Find("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new StoreCredentials(key, secret, surroundings.Find("AWS_SESSION_TOKEN"))
            : null);

    private Task<StoreCredentials?> FindPasswordAsync(CancellationToken cancellationToken) => Task.FromResult(
        surroundings.Find("RESTIC_REST_USERNAME") is { } user ? new StoreCredentials(user, surroundings.Find("RESTIC_REST_PASSWORD") ?? "") : null);

    private static async Task<StoreCredentials?> ResolveAsync(ReplicaAccess access, SecretSources sources, CancellationToken cancellationToken)
    {
        var user = access.UserReference is { } reference ? await TextOfAsync(reference) : access.User!;
        return new StoreCredentials(user, await TextOfAsync(access.Password!));

        async Task<string> TextOfAsync(SecretReference where) => Encoding.UTF8.GetString((await where.ResolveAsync(sources, cancellationToken)).Span);
    }

    private static RepositoryAddress? TryParse(string address)
    {
        try
        {
            return RepositoryAddress.Parse(address);
        }
        catch (ArchivistException)
        {
            return null;
        }
    }
}
