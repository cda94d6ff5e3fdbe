namespace Archivist.Platform.Problems;

/// <summary>How an NBD server broke the protocol.</summary>
public enum NbdViolation
{
    /// <summary>The greeting is not the fixed newstyle greeting.</summary>
    Greeting,

    /// <summary>The size of the export is negative.</summary>
    Size,

    /// <summary>A reply has a type that was not asked for.</summary>
    UnexpectedReply,

    /// <summary>A reply has the wrong magic number, option or length.</summary>
    MalformedReply,
}
