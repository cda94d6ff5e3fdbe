using System.Security.Cryptography;
using Archivist.Correction.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Correction.Par2;

/// <summary>
/// The files of a recovery set (PAR 2.0, "Main packet") in the order of their ids, cut into slices of one size. Immutable and thread-safe.
/// </summary>
public sealed class Par2Set
{
    /// <summary>The field has no more constants that are fit for slices.</summary>
    public const int MostSlices = 32768;

    /// <summary>Larger slices are refused, so that offsets in them stay small.</summary>
    public const int LargestSlice = 1 << 30;

    /// <summary>A set of these files; one that cannot be is <see cref="Failure.Tampering"/>.</summary>
    /// <param name="sliceSize">Bytes of a slice: a multiple of 4, up to <see cref="LargestSlice"/>.</param>
    /// <param name="files">In any order.</param>
    /// <param name="id">The id of a set that names further files, which it does not cover; null for the id that follows from <paramref name="files"/>.</param>
    public Par2Set(long sliceSize, IEnumerable<Par2File> files, UInt128? id = null)
    {
        if (sliceSize is < 4 or > LargestSlice || sliceSize % 4 != 0)
            throw Refuse($"slices of {sliceSize} bytes are none of PAR2, or longer than {LargestSlice} bytes");
        SliceSize = (int)sliceSize;
        Files = [.. files.OrderBy(file => file.Id)];
        var firsts = new int[Files.Count];
        long slices = 0;
        for (var i = 0; i < firsts.Length; i++)
        {
            firsts[i] = (int)slices;
            var count = Par2File.SlicesOf(Files[i].Length, sliceSize);
            if (Files[i].Length < 0 || Files[i].Slices.Count != count)
                throw Refuse($"{Files[i].Name}: its length does not fit the number of its slices");
            slices += count;
            if (slices > MostSlices)
                throw Refuse($"there are more than {MostSlices} slices");
        }

        if (Files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count() != Files.Count)
            throw Refuse("a file is in it twice");
        FirstSlices = firsts;
        SliceCount = (int)slices;
        Id = id ?? Par2Packet.Md5(MD5.HashData(Par2Packet.MainBody(this)));
    }

    /// <summary>MD5 of the main packet's body; every packet of the set bears it.</summary>
    public UInt128 Id { get; }

    /// <summary>Bytes of a slice.</summary>
    public int SliceSize { get; }

    /// <summary>The files, by id.</summary>
    public IReadOnlyList<Par2File> Files { get; }

    /// <summary>Slices of all files.</summary>
    public int SliceCount { get; }

    /// <summary>The number of each file's first slice.</summary>
    public IReadOnlyList<int> FirstSlices { get; }

    internal static ArchivistException Refuse(string cause, Exception? inner = null) =>
        new(new Par2Invalid(new Cause.Detail(cause)), inner);
}
