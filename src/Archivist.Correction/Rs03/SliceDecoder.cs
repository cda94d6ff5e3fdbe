using System.Buffers.Binary;
using Archivist.Correction.Fields;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Reads slices and makes their rows whole. Sectors that are missing or whose checksum is wrong are erasures. Parity is recomputed from the remaining sectors, for
/// the whole slice at once; where it differs from what was read, the difference is the missing sectors times a part of the parity matrix, and its inverse gives
/// them back. What remains different then is an error in a sector that nothing said was wrong, and its place is sought. A row whose checksums are lost gets
/// them from the row before it, as soon as that is whole. Not thread-safe; one per thread.
/// </summary>
internal sealed unsafe partial class SliceDecoder : IDisposable
{
    private const int Layers = Rs03Layout.Layers;

    private readonly Rs03Layout _layout;
    private readonly SliceReader _reader;
    private readonly byte[,] _parityMatrix;
    private readonly MatrixProduct _parity;
    private readonly ReedSolomonDecoder _decoder;
    private readonly int _data;
    private readonly SliceBuffer _read = new(Layers, Slices.Length);
    private readonly SliceBuffer _made;
    private readonly SliceBuffer _difference;
    private readonly SliceBuffer _original = new(Layers, 1);
    private readonly RowState[] _states = new RowState[Slices.Length];
    private readonly bool[] _unsure = new bool[Slices.Length];
    private readonly bool[,] _wrong = new bool[Layers, Slices.Length];
    private readonly bool[,] _missing = new bool[Layers, Slices.Length];
    private readonly bool[] _flags = new bool[Slices.Length + 1];
    private readonly byte[] _crcSectors = new byte[(Slices.Length + 1) * Sector.Size];
    private readonly bool[] _crcKnown = new bool[Slices.Length];
    private readonly byte*[] _pointers = new byte*[2 * Layers];
    private int[] _lastPattern = [];
    private MatrixProduct? _lastInverse, _lastSpread, _syndromeMatrix;
    private SliceBuffer? _syndromes;

    internal SliceDecoder(Rs03Layout layout, SliceReader reader, byte[,] parityMatrix, MatrixProduct parity)
    {
        _layout = layout;
        _reader = reader;
        _parityMatrix = parityMatrix;
        _parity = parity;
        _decoder = new ReedSolomonDecoder(layout.Roots);
        _data = layout.DataLayers + 1;
        _made = new SliceBuffer(layout.Roots, Slices.Length);
        _difference = new SliceBuffer(layout.Roots, 1);
    }

    /// <summary>The first index of the slice that was read.</summary>
    internal int First { get; private set; }

    /// <summary>Rows of the slice that was read.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether the sector is missing.</summary>
    internal bool IsMissing(int layer, int row) => _missing[layer, row];

    /// <summary>Whether the sector is not as it was written; after <see cref="Solve()"/> that is certain unless the row is lost.</summary>
    internal bool IsWrong(int layer, int row) => _wrong[layer, row];

    /// <summary>The sector as it was read, or as it was written once its row is solved.</summary>
    internal Span<byte> SectorOf(int layer, int row) => _read.SectorOf(layer, row);

    /// <summary>Whether the checksums of the row's data were known.</summary>
    internal bool KnowsChecksums(int row) => _crcKnown[row];

    /// <summary>The known checksums of the row's data: 32 bits for each data layer.</summary>
    internal ReadOnlySpan<byte> ChecksumsOf(int row) => _crcSectors.AsSpan(row * Sector.Size, _layout.DataLayers * sizeof(uint));

    /// <summary>Sectors of a row that are known to be missing or wrong.</summary>
    internal int ErasuresOf(int row)
    {
        var erasures = 0;
        for (var layer = 0; layer < Layers; layer++)
            erasures += _wrong[layer, row] ? 1 : 0;
        return erasures;
    }

    /// <summary>Reads a slice and judges its sectors by their checksums.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="count">How many rows: at most <see cref="Slices.Length"/>, and none behind the last.</param>
    /// <param name="crcSectorBefore">The checksum sector of the row before the first, if it was corrected; otherwise it is read.</param>
    internal void Load(int first, int count, ReadOnlySpan<byte> crcSectorBefore = default)
    {
        First = first;
        Count = count;
        LoadChecksums(crcSectorBefore);
        for (var layer = 0; layer < Layers; layer++)
        {
            if (layer == _layout.DataLayers)
                LoadCrcLayer();
            else
                LoadLayer(layer);
        }

        _parity.Multiply(_read.Rows, _made.Rows, count * Sector.Size);
    }

    /// <summary>Whether no sector of the slice is wrong: one comparison for all.</summary>
    internal bool IsWhole()
    {
        var length = Count * Sector.Size;
        for (var root = 0; root < _layout.Roots; root++)
        {
            if (!_read.Row(_data + root)[..length].SequenceEqual(_made.Row(root)[..length]))
                return false;
        }

        for (var row = 0; row < Count; row++)
        {
            if (!_crcKnown[row] || ErasuresOf(row) > 0)
                return false;
        }

        return true;
    }

    /// <summary>Makes the rows whole as far as that can be done, one after the other: each gives its checksums to the next.</summary>
    internal void Solve()
    {
        for (var row = 0; row < Count; row++)
        {
            if (row > 0 && !_crcKnown[row] && _states[row - 1] is not RowState.Lost)
                Learn(row, SectorOf(_layout.DataLayers, row - 1));
            _unsure[row] = false;
            _states[row] = Solve(row);
        }
    }

    /// <summary>The state of a row after <see cref="Solve()"/>.</summary>
    internal RowState StateOf(int row) => _states[row];

    /// <summary>
    /// Whether the checksum sector before the slice, which was not known, may make a difference: the first row is lost without it, though not too much of it is missing.
    /// </summary>
    internal bool WantsChecksums => _unsure[0];

    /// <summary>Whether the last row waits for that sector as well, because each row waits for the one before it.</summary>
    internal bool WantsChecksumsThroughout => !_unsure.AsSpan(0, Count).Contains(false);

    public void Dispose()
    {
        _read.Dispose();
        _made.Dispose();
        _difference.Dispose();
        _original.Dispose();
        _syndromes?.Dispose();
    }

    /// <summary>The checksums of a row are in the checksum sector of the row before it; those of the first in the last.</summary>
    private void LoadChecksums(ReadOnlySpan<byte> crcSectorBefore)
    {
        var layer = _layout.DataLayers;
        var before = First == 0 ? _layout.SectorsPerLayer - 1 : First - 1;
        if (crcSectorBefore.IsEmpty)
            _reader.Read(_layout.SectorAt(layer, before), _crcSectors.AsSpan(0, Sector.Size), _flags.AsSpan(0, 1));
        else
            crcSectorBefore.CopyTo(_crcSectors);
        var bytes = _crcSectors.AsSpan(Sector.Size, Count * Sector.Size);
        _reader.Read(_layout.SectorAt(layer, First), bytes, _flags.AsSpan(1, Count));
        for (var row = 0; row < Count; row++)
        {
            _missing[layer, row] = _flags[row + 1];
            _crcKnown[row] = IsCrcSector(_crcSectors.AsSpan(row * Sector.Size, Sector.Size));
        }
    }

    /// <summary>Takes the checksums of a row out of the corrected checksum sector, and judges the row by them.</summary>
    private void Learn(int row, ReadOnlySpan<byte> crcSector)
    {
        if (!IsCrcSector(crcSector))
            return;
        crcSector.CopyTo(_crcSectors.AsSpan(row * Sector.Size));
        _crcKnown[row] = true;
        var isWorse = false;
        for (var layer = 0; layer < _layout.DataLayers; layer++)
            isWorse |= IsFoundWrong(layer, row);
        if (isWorse)
            MakeParity(row);
    }

    private void LoadCrcLayer()
    {
        var layer = _layout.DataLayers;
        for (var row = 0; row < Count; row++)
        {
            var sector = _crcSectors.AsSpan((row + 1) * Sector.Size, Sector.Size);
            _wrong[layer, row] = !IsCrcSector(sector);
            sector.CopyTo(_read.SectorOf(layer, row));
            if (_wrong[layer, row])
                _read.SectorOf(layer, row).Clear();
        }
    }

    private void LoadLayer(int layer)
    {
        _reader.Read(_layout.SectorAt(layer, First), _read.Row(layer)[..(Count * Sector.Size)], _flags.AsSpan(0, Count));
        for (var row = 0; row < Count; row++)
        {
            _missing[layer, row] = _wrong[layer, row] = _flags[row];
            if (layer < _layout.DataLayers && _crcKnown[row])
                IsFoundWrong(layer, row);
        }
    }

    /// <summary>Compares a sector of data with its checksum; one that differs becomes an erasure.</summary>
    private bool IsFoundWrong(int layer, int row)
    {
        if (_wrong[layer, row] || HasChecksum(layer, row))
            return false;
        _read.SectorOf(layer, row).Clear();
        return _wrong[layer, row] = true;
    }

    private bool HasChecksum(int layer, int row) =>
        SectorChecksum.Of(_read.SectorOf(layer, row)) == BinaryPrimitives.ReadUInt32LittleEndian(_crcSectors.AsSpan((row * Sector.Size) + (layer * sizeof(uint))));

    private bool IsCrcSector(ReadOnlySpan<byte> sector) =>
        Rs03Header.ReadCrcSector(sector)?.Layout is { } said && said.SectorsPerLayer == _layout.SectorsPerLayer && said.Roots == _layout.Roots;

    private RowState Solve(int row)
    {
        var erased = Erased(row, 0, _data);
        var available = Available(row);
        if (erased.Length > available.Length)
            return SolveScattered(row) ? Finish(row) : RowState.Lost;
        if (erased.Length > 0)
            Recover(row, erased, available);
        // With no spare parity everything is consistent: then only a checksum can decide, possibly that of the reconstructed checksum sector.
        if (IsConsistent(row, erased, available)
            ? _crcKnown[row] || erased.Length < available.Length || _wrong[_layout.DataLayers, row]
            : (erased.Length == 0 && _crcKnown[row]) || SolveErrors(row))
            return Finish(row);
        _unsure[row] = !_crcKnown[row];
        return RowState.Lost;
    }

    private int[] Erased(int row, int from, int to) => [.. Enumerable.Range(from, to - from).Where(layer => _wrong[layer, row])];

    /// <summary>The parity symbols of a row that are there.</summary>
    private int[] Available(int row) => [.. Enumerable.Range(0, _layout.Roots).Where(root => !_wrong[_data + root, row])];

    /// <summary>Gives the erased data back, and adds it to the parity that was made without it.</summary>
    private void Recover(int row, int[] erased, int[] available)
    {
        var used = available.AsSpan(0, erased.Length);
        var (inverse, spread) = MatricesFor(erased, used);
        for (var i = 0; i < used.Length; i++)
            Xor(_made.SectorOf(used[i], row), _read.SectorOf(_data + used[i], row), _difference.SectorOf(i, 0));
        fixed (byte** pointers = _pointers)
        {
            for (var i = 0; i < erased.Length; i++)
                pointers[i] = _read.Rows[erased[i]] + (row * Sector.Size);
            inverse.Multiply(_difference.Rows, pointers, Sector.Size);
            spread.Multiply(pointers, _difference.Rows, Sector.Size);
        }

        for (var root = 0; root < _layout.Roots; root++)
        {
            var made = _made.SectorOf(root, row);
            Xor(made, _difference.SectorOf(root, 0), made);
        }
    }

    /// <summary>The same sectors are often missing from neighbouring rows, so the last matrices are cached.</summary>
    private (MatrixProduct Inverse, MatrixProduct Spread) MatricesFor(ReadOnlySpan<int> erased, ReadOnlySpan<int> used)
    {
        int[] pattern = [.. erased, .. used];
        if (_lastInverse is not null && _lastPattern.AsSpan().SequenceEqual(pattern))
            return (_lastInverse, _lastSpread!);
        var part = new byte[erased.Length, erased.Length];
        var spread = new byte[_layout.Roots, erased.Length];
        for (var column = 0; column < erased.Length; column++)
        {
            for (var row = 0; row < used.Length; row++)
                part[row, column] = _parityMatrix[used[row], erased[column]];
            for (var root = 0; root < _layout.Roots; root++)
                spread[root, column] = _parityMatrix[root, erased[column]];
        }

        var inverse = GaloisMatrix.Invert(part) ?? throw new InvalidOperationException("A part of the parity matrix has no inverse.");
        _lastPattern = pattern;
        _lastInverse = MatrixProduct.Create(inverse);
        _lastSpread = MatrixProduct.Create(spread);
        return (_lastInverse, _lastSpread);
    }

    /// <summary>Whether all parity that was read fits, and what was recovered has its checksum.</summary>
    private bool IsConsistent(int row, int[] erased, int[] available)
    {
        foreach (var root in available)
        {
            if (!_read.SectorOf(_data + root, row).SequenceEqual(_made.SectorOf(root, row)))
                return false;
        }

        return HasChecksums(row, erased);
    }

    private bool HasChecksums(int row, int[] layers)
    {
        foreach (var layer in layers)
        {
            if (layer == _layout.DataLayers ? !IsCrcSector(_read.SectorOf(layer, row)) : _crcKnown[row] && !HasChecksum(layer, row))
                return false;
        }

        return true;
    }

    /// <summary>The data is right, so the parity that was made from it is: what differs was wrong.</summary>
    private RowState Finish(int row)
    {
        for (var root = 0; root < _layout.Roots; root++)
        {
            var made = _made.SectorOf(root, row);
            var read = _read.SectorOf(_data + root, row);
            _wrong[_data + root, row] |= !read.SequenceEqual(made);
            made.CopyTo(read);
        }

        return ErasuresOf(row) == 0 ? RowState.Good : RowState.Corrected;
    }

    private void MakeParity(int row)
    {
        fixed (byte** pointers = _pointers)
        {
            for (var layer = 0; layer < _data; layer++)
                pointers[layer] = _read.Rows[layer] + (row * Sector.Size);
            for (var root = 0; root < _layout.Roots; root++)
                pointers[_data + root] = _made.Rows[root] + (row * Sector.Size);
            _parity.Multiply(pointers, pointers + _data, Sector.Size);
        }
    }

    private static void Xor(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> result)
    {
        for (var i = 0; i < result.Length; i += System.Numerics.Vector<byte>.Count)
            (new System.Numerics.Vector<byte>(a[i..]) ^ new System.Numerics.Vector<byte>(b[i..])).CopyTo(result[i..]);
    }
}
