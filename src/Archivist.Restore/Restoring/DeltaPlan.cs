using System.Collections;

namespace Archivist.Restore.Restoring;

/// <summary>The writes that turn a file or disk into the one of a snapshot. Building a plan changes nothing.</summary>
/// <param name="Wanted">Which of the node's pieces are to be read from the repository and written.</param>
/// <param name="Zeros">Stretches to be made zero, without reading anything from the repository.</param>
/// <param name="BytesWanted">Bytes of the wanted pieces.</param>
/// <param name="BytesZero">Bytes of the stretches.</param>
internal sealed record DeltaPlan(BitArray Wanted, IReadOnlyList<(long Start, long End)> Zeros, long BytesWanted, long BytesZero)
{
    internal bool IsEmpty => BytesWanted == 0 && BytesZero == 0;

    /// <summary>Makes the stretches zero, as holes where the file system can.</summary>
    internal void ClearZeros(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        foreach (var (start, end) in Zeros)
            ZeroRange.Clear(file, start, end);
    }
}
