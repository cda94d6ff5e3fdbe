using Archivist.Platform.Kernel;

namespace Archivist.Platform.Problems;

/// <summary>Classifies why a path cannot be written.</summary>
public static class WriteProblem
{
    /// <summary><see cref="NoSpaceLeft"/> or <see cref="PathNotWritable"/>.</summary>
    public static Problem Of(string path, Exception cause) =>
        cause is IOException failure && KernelError.IsNoSpace(failure) ? new NoSpaceLeft(path) : new PathNotWritable(path, Cause.Of(cause));
}
