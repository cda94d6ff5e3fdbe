using System.Buffers.Binary;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Correction.Rs03;

/// <summary>
/// The image inside an augmented one, read through its error correction: every sector is compared with its checksum, and one that is wrong, missing or
/// without a checksum is corrected on the fly. What cannot be corrected is an <see cref="IOException"/>, never a wrong byte. Owns its source.
/// </summary>
public sealed class CorrectedImageSource : IImageSource
{
    /// <summary>Sectors that are read and compared at a time.</summary>
    private const int RunLength = 32;

    /// <summary>Slices whose corrections are kept.</summary>
    private const int SlicesKept = 8;

    /// <summary>Checksum sectors that are kept: 32 MiB, enough for the whole layer of a DVD of two layers.</summary>
    private const int CrcSectorsKept = 16384;

    private readonly IImageSource _source;
    private readonly Rs03Layout _layout;
    private readonly SliceReader _reader;
    private readonly Lazy<SliceSolver> _solver;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, byte[]?> _crcSectors = [];
    private readonly Dictionary<int, Dictionary<long, byte[]?>> _corrected = [];
    private readonly Queue<int> _correctedOrder = [];
    private long _correctedSectors;

    /// <summary>Reads <paramref name="source"/> through the error correction that <paramref name="layout"/> describes.</summary>
    /// <param name="source">The damaged or complete image.</param>
    /// <param name="layout">Its layout; see <see cref="Rs03LayoutFinder"/>.</param>
    /// <param name="unreadable">Sectors that are not to be read at all, or null.</param>
    public CorrectedImageSource(IImageSource source, Rs03Layout layout, SectorSet? unreadable = null)
    {
        _source = source;
        _layout = layout;
        _reader = new SliceReader(source, unreadable);
        _solver = new Lazy<SliceSolver>(() =>
        {
            var parity = new ReedSolomonCode(layout.Roots).Parity;
            return new SliceSolver(layout, new SliceDecoder(layout, _reader, parity, MatrixProduct.Create(parity)));
        });
    }

    /// <inheritdoc/>
    public string Location => _source.Location;

    /// <summary>Bytes of the image without anything of RS03.</summary>
    public long Length => _layout.DataBytes;

    /// <summary>How many sectors were corrected so far; one counts again when it was forgotten since.</summary>
    public long CorrectedSectors => Interlocked.Read(ref _correctedSectors);

    /// <summary>Opens a file or drive, through its error correction if it has any.</summary>
    /// <exception cref="Platform.Problems.ArchivistException">It cannot be opened.</exception>
    public static IImageSource Open(string path)
    {
        var source = FileImageSource.Open(path);
        return Rs03LayoutFinder.Find(source) is { } layout ? new CorrectedImageSource(source, layout) : source;
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset >= Length || buffer.Length == 0)
            return 0;
        var sector = offset / Sector.Size;
        var within = (int)(offset % Sector.Size);
        var index = (int)(sector % _layout.SectorsPerLayer);
        var wanted = Math.Min(buffer.Length, Length - offset);
        var count = (int)Math.Min(Math.Min(RunLength, Sector.Count(within + wanted)), _layout.SectorsPerLayer - index);
        Span<byte> bytes = stackalloc byte[RunLength * Sector.Size];
        Span<bool> missing = stackalloc bool[RunLength];
        _reader.Read(sector, bytes[..(count * Sector.Size)], missing[..count]);
        for (var i = 0; i < count; i++)
        {
            var one = bytes.Slice(i * Sector.Size, Sector.Size);
            if (!missing[i] && IsAsWritten(sector + i, one))
                continue;
            try
            {
                Correct(sector + i, one);
            }
            catch (IOException) when (i > 0)
            {
                // What comes before it is whole; the next read fails.
                count = i;
            }
        }

        var length = (int)Math.Min(wanted, (count * Sector.Size) - within);
        bytes.Slice(within, length).CopyTo(buffer);
        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_solver.IsValueCreated)
                _solver.Value.Dispose();
        }

        _source.Dispose();
    }

    private bool IsAsWritten(long sector, ReadOnlySpan<byte> bytes)
    {
        var layer = (int)(sector / _layout.SectorsPerLayer);
        var index = (int)(sector % _layout.SectorsPerLayer);
        return CrcSectorBefore(index) is { } crcs
            && SectorChecksum.Of(bytes) == BinaryPrimitives.ReadUInt32LittleEndian(crcs.AsSpan(layer * sizeof(uint)));
    }

    /// <summary>The checksum sector that covers the row of that index, as it is on the disc, or null when it is none.</summary>
    private byte[]? CrcSectorBefore(int index)
    {
        var before = Before(index);
        lock (_gate)
        {
            if (_crcSectors.TryGetValue(before, out var known))
                return known;
        }

        Span<byte> bytes = stackalloc byte[RunLength * Sector.Size];
        Span<bool> missing = stackalloc bool[RunLength];
        var count = Math.Min(RunLength, _layout.SectorsPerLayer - before);
        _reader.Read(_layout.SectorAt(_layout.DataLayers, before), bytes[..(count * Sector.Size)], missing[..count]);
        lock (_gate)
        {
            if (_crcSectors.Count >= CrcSectorsKept)
                _crcSectors.Clear();
            for (var i = 0; i < count; i++)
            {
                var sector = bytes.Slice(i * Sector.Size, Sector.Size);
                if (_crcSectors.GetValueOrDefault(before + i) is null)
                    _crcSectors[before + i] = Rs03Header.ReadCrcSector(sector)?.Layout == _layout ? sector[..(_layout.DataLayers * sizeof(uint))].ToArray() : null;
            }

            return _crcSectors[before];
        }
    }

    private void Correct(long sector, Span<byte> bytes)
    {
        lock (_gate)
        {
            var slice = (int)(sector % _layout.SectorsPerLayer) / Slices.Length;
            var isKnown = _corrected.TryGetValue(slice, out var known);
            if (isKnown && !known!.ContainsKey(sector) && IsAsWritten(sector, bytes))
                return; // Its checksum was lost on the disc, and is known since the slice was decoded.
            if (!isKnown || !known!.ContainsKey(sector))
                known = Decode(slice);
            if (!known!.TryGetValue(sector, out var correct))
            {
                // Nothing is wrong with it any more: it came otherwise the first time, as from a drive that guesses.
                var (layer, index) = Math.DivRem(sector, _layout.SectorsPerLayer);
                _solver.Value.Decoder.SectorOf((int)layer, (int)index % Slices.Length).CopyTo(bytes);
                return;
            }

            if (correct is null)
                throw new IOException($"sector {sector} is damaged beyond correction");
            Interlocked.Increment(ref _correctedSectors);
            correct.CopyTo(bytes);
        }
    }

    /// <summary>Decodes a slice and keeps what was wrong in the image; null stands for what is lost.</summary>
    private Dictionary<long, byte[]?> Decode(int slice)
    {
        _solver.Value.Solve(slice);
        var decoder = _solver.Value.Decoder;
        var corrected = new Dictionary<long, byte[]?>();
        for (var row = 0; row < decoder.Count; row++)
        {
            var isLost = decoder.StateOf(row) is RowState.Lost;
            for (var layer = 0; layer < _layout.DataLayers; layer++)
            {
                if (isLost && (decoder.IsWrong(layer, row) || !decoder.KnowsChecksums(row)))
                    corrected[_layout.SectorAt(layer, decoder.First + row)] = null;
                else if (decoder.IsWrong(layer, row))
                    corrected[_layout.SectorAt(layer, decoder.First + row)] = decoder.SectorOf(layer, row).ToArray();
            }

            if (!isLost || decoder.KnowsChecksums(row))
                KeepChecksums(decoder, row);
        }

        if (!_corrected.ContainsKey(slice))
        {
            if (_correctedOrder.Count == SlicesKept)
                _corrected.Remove(_correctedOrder.Dequeue());
            _correctedOrder.Enqueue(slice);
        }

        return _corrected[slice] = corrected;
    }

    /// <summary>What a lost checksum sector said was carried, or can be computed from the row that it covers, so that the row's other sectors need no decoding.</summary>
    private void KeepChecksums(SliceDecoder decoder, int row)
    {
        var index = decoder.First + row;
        if (CrcSectorBefore(index) is not null)
            return;
        var crcs = new byte[_layout.DataLayers * sizeof(uint)];
        if (decoder.KnowsChecksums(row))
            decoder.ChecksumsOf(row).CopyTo(crcs);
        for (var layer = 0; layer < _layout.DataLayers && !decoder.KnowsChecksums(row); layer++)
            BinaryPrimitives.WriteUInt32LittleEndian(crcs.AsSpan(layer * sizeof(uint)), SectorChecksum.Of(decoder.SectorOf(layer, row)));
        _crcSectors[Before(index)] = crcs;
    }

    private int Before(int index) => (index == 0 ? _layout.SectorsPerLayer : index) - 1;
}
