using Archivist.Platform.Problems;

namespace Archivist.App.Problems;

/// <summary>Content is to be written to standard output, which the parent process closed.</summary>
internal sealed record OutputClosed() : Problem(Failure.Failed, "standard output");
