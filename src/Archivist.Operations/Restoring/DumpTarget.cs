namespace Archivist.Operations.Restoring;

/// <summary>Where dumped bytes go. The private constructor closes the set.</summary>
public abstract record DumpTarget
{
    private DumpTarget()
    {
    }

    /// <summary>A file, which gets its name once it is whole, or a pipe or device that exists.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="MayReplace">A file of that name may be replaced.</param>
    public sealed record File(string Path, bool MayReplace) : DumpTarget;

    /// <summary>A stream.</summary>
    /// <param name="Open">Opens the stream once all that could be refused before has been; the operation disposes it.</param>
    public sealed record Output(Func<Stream> Open) : DumpTarget;
}
