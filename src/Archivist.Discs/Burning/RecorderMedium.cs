namespace Archivist.Discs.Burning;

/// <summary>The medium in a recorder.</summary>
/// <param name="Kind">What it is, as the field writes it: <c>DVD+R</c>, <c>BD-R DL</c>, <c>USB disk</c>.</param>
/// <param name="State">What can be done with it.</param>
/// <param name="Capacity">Bytes that can be written; null when the recorder does not report it.</param>
/// <param name="Name">Maker and model, for display; null when unknown.</param>
public sealed record RecorderMedium(string Kind, MediumState State, long? Capacity, string? Name)
{
    /// <summary>Whether it can be written once only, so that a write that was cut leaves it useless.</summary>
    public bool IsWriteOnce => State is MediumState.Blank && !Kind.Contains("RW", StringComparison.Ordinal)
        && !Kind.Contains("RAM", StringComparison.Ordinal) && !Kind.Contains("RE", StringComparison.Ordinal);
}
