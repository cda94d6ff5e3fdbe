namespace Archivist.Replicas.Planning;

/// <summary>Numbers of requests to a server, by the classes that vendors distinguish. Immutable.</summary>
/// <param name="Puts">Requests that store.</param>
/// <param name="Lists">Pages of listings.</param>
/// <param name="Reads">Requests that read or look up.</param>
public sealed record RequestCounts(long Puts, long Lists, long Reads);
