using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>Where a continuation area (SUSP 5.1) begins, in bytes from the first one; the default is none.</summary>
internal readonly record struct Continuation
{
    private readonly uint _plusOne;

    internal Continuation(long position) => _plusOne = checked((uint)(position + 1));

    internal bool Exists => _plusOne != 0;

    internal long Position => _plusOne - 1L;

    /// <summary>An area never crosses a block: it begins in the next one when it does not fit behind <paramref name="end"/>.</summary>
    internal static long Place(long end, int length) =>
        end % Sector.Size + length <= Sector.Size ? end : Sector.RoundUp(end, Sector.Size);
}
