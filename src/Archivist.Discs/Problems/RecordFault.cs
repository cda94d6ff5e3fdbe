using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Why a file is no record of a disc. Closed: words are given to each.</summary>
public abstract record RecordFault
{
    private RecordFault()
    {
    }

    /// <summary>It is longer than any honest record.</summary>
    /// <param name="Most">Bytes.</param>
    public sealed record TooLong(int Most) : RecordFault;

    /// <summary>There is nothing in it.</summary>
    public sealed record Empty : RecordFault;

    /// <summary>It is not the JSON of a record.</summary>
    /// <param name="Line">From 1; null where the parser does not say.</param>
    /// <param name="Cause">What the parser says.</param>
    public sealed record NotParsed(long? Line, Cause Cause) : RecordFault;

    /// <summary>Its format is from another time.</summary>
    /// <param name="Format">What it says.</param>
    /// <param name="Known">What this program reads.</param>
    public sealed record FormatUnknown(int Format, int Known) : RecordFault;

    /// <summary>One of its fields has a value that the field cannot have.</summary>
    /// <param name="Field">As in the file.</param>
    public sealed record FieldInvalid(string Field) : RecordFault;

    /// <summary>Its number is higher than that of the last disc of its set.</summary>
    /// <param name="Volume">The number.</param>
    /// <param name="Of">That of the last disc.</param>
    public sealed record BeyondItsSet(int Volume, int Of) : RecordFault;

    /// <summary>Its image is shorter with error correction than without.</summary>
    public sealed record ImageShorterProtected : RecordFault;

    /// <summary>A pack is on it twice.</summary>
    public sealed record PackTwice : RecordFault;
}
