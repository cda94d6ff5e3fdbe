using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The place of a new repository has a keyring, but no repository that it opens.</summary>
public sealed record KeyringLeftBehind(string Location) : Problem(Failure.Failed, Location);
