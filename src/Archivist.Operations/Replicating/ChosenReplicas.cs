using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Replicating;

/// <summary>The replicas that a request means.</summary>
internal static class ChosenReplicas
{
    /// <summary>Those that are named, by a name of the settings or by an address; all of the settings when none is named.</summary>
    /// <returns>Name (an address without credentials where it has none), address, and whether it was typed as an address.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there are none.</exception>
    internal static IReadOnlyList<(string Name, string Address, bool IsTyped)> Of(IReadOnlyList<string> named, ArchivistSettings? settings)
    {
        List<(string, string, bool)> chosen = named.Count > 0
            ? [.. named.Select(name => settings?.Replicas.FirstOrDefault(replica => replica.Name == name) is { } replica ? (name, replica.Url, false) : (AddressText.WithoutCredentials(name), name, true))]
            : [.. (settings?.Replicas ?? []).Select(replica => (replica.Name, replica.Url, false))];
        return chosen.Count > 0 ? chosen : throw new ArchivistException(new NoReplicasNamed());
    }
}
