using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>A new key was stored, but reading it back returned other bytes; it was removed again.</summary>
public sealed record KeyNotReadBack(ObjectName Key, string Location) : Problem(Failure.Failed, Key.ToString());
