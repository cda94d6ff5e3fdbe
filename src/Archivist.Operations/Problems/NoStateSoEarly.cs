using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No snapshot up to a moment captured where a path is.</summary>
/// <param name="Path">The path.</param>
/// <param name="Time">The moment.</param>
/// <param name="Oldest">When the first one was taken that did; null when none ever did.</param>
public sealed record NoStateSoEarly(string Path, GoTime Time, GoTime? Oldest) : Problem(Failure.Usage, Path);
