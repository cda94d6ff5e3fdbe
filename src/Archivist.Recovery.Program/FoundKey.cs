using Archivist.Keys.Age;

namespace Archivist.Recovery.Program;

/// <summary>An identity file that was found. The taker disposes the identities.</summary>
/// <param name="Name">The file and what it is on, for display.</param>
/// <param name="Identities">At least one.</param>
internal sealed record FoundKey(string Name, IReadOnlyList<AgeIdentity> Identities);
