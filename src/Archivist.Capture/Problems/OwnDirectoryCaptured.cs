using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A snapshot contains a directory of the archive itself.</summary>
public sealed record OwnDirectoryCaptured(OwnFolder Own) : Problem(Failure.None, Own.Path);
