using Archivist.Operations.Events;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Probing;

/// <summary>What can be looked up of the server of a replica, as docs/formats/audits.md names it.</summary>
internal static class ServerFacts
{
    /// <summary>Its network addresses and its certificate; what cannot be found is left out. Nothing for a place that is no server of its own.</summary>
    internal static async Task<IReadOnlyList<(string Name, string Value)>> FindAsync(OperationContext context, string address, CancellationToken cancellationToken)
    {
        if (context.Environment.Servers is not { } servers || RepositoryAddress.Parse(address).Url is not { } url)
            return [];
        var facts = new List<(string, string)>();
        if (await servers.FindAddressesAsync(url.IdnHost, cancellationToken) is { Count: > 0 } addresses)
            facts.Add(("address", string.Join(' ', addresses)));
        if (url.Scheme == Uri.UriSchemeHttps && await servers.FindCertificateAsync(url.IdnHost, url.Port, cancellationToken) is { } certificate)
            facts.Add(("certificate", certificate));
        return facts;
    }
}
