using Archivist.Platform.Kernel;

namespace Archivist.Platform.Problems;

/// <summary>Why a problem came about, where another part says so. The private constructor closes the set. Immutable.</summary>
public abstract record Cause
{
    private Cause()
    {
    }

    /// <summary>The kernel refused.</summary>
    /// <param name="Error">The errno of errno(3).</param>
    public sealed record Kernel(int Error) : Cause;

    /// <summary>Another problem.</summary>
    public sealed record Known(Problem Problem) : Cause;

    /// <summary>The words of a foreign tool, of the runtime, or of the reader of a format, in their own language.</summary>
    public sealed record Detail(string Text) : Cause;

    /// <summary>The cause that an exception carries.</summary>
    public static Cause Of(Exception exception) => exception switch
    {
        ArchivistException failure => new Known(failure.Problem),
        NativeIOException native => new Kernel(native.Error),
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => new Detail(exception.Message),
    };
}
