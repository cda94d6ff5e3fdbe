using System.Collections.Concurrent;
using Archivist.Correction.Rs03.Kernels;

namespace Archivist.Correction.Rs03;

/// <summary>Takes a corrected sector.</summary>
internal delegate void SectorWriter(long sector, ReadOnlySpan<byte> bytes);

/// <summary>
/// One pass over all rows of an image. Slices that need the checksums of the slice before them wait until all others are done.
/// </summary>
internal sealed class Rs03Pass
{
    private readonly Rs03Layout _layout;
    private readonly SliceReader _reader;
    private readonly SectorWriter? _write;
    private readonly byte[,] _parityMatrix;
    private readonly MatrixProduct _parity;
    private readonly DamageMap _map;
    private readonly SectorSet _missing, _wrong;
    private readonly ConcurrentBag<int> _waiting = [];

    internal Rs03Pass(Rs03Layout layout, SliceReader reader, SectorWriter? write)
    {
        _layout = layout;
        _reader = reader;
        _write = write;
        _parityMatrix = new ReedSolomonCode(layout.Roots).Parity;
        _parity = MatrixProduct.Create(_parityMatrix);
        _map = new DamageMap(layout);
        _missing = new SectorSet(layout.TotalSectors);
        _wrong = new SectorSet(layout.TotalSectors);
    }

    internal async Task<Rs03Verdict> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await Slices.RunAsync(_layout.SectorsPerLayer, NewDecoder, Decode, progress, cancellationToken);
        if (!_waiting.IsEmpty)
            await Task.Run(() => SolveWaiting(cancellationToken), cancellationToken);
        return new Rs03Verdict(_layout, _map, _missing, _wrong, FindLost());
    }

    private SliceDecoder NewDecoder() => new(_layout, _reader, _parityMatrix, _parity);

    private void Decode(SliceDecoder decoder, int first, int count)
    {
        decoder.Load(first, count);
        if (decoder.IsWhole())
            return;
        decoder.Solve();
        if (decoder.WantsChecksums)
            _waiting.Add(first / Slices.Length);
        else
            Record(decoder);
    }

    private void SolveWaiting(CancellationToken cancellationToken)
    {
        using var solver = new SliceSolver(_layout, NewDecoder());
        foreach (var slice in _waiting.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            solver.Solve(slice);
            Record(solver.Decoder);
        }
    }

    private void Record(SliceDecoder decoder)
    {
        for (var row = 0; row < decoder.Count; row++)
        {
            var state = decoder.StateOf(row);
            var index = decoder.First + row;
            _map.Set(index, decoder.ErasuresOf(row), state is RowState.Lost);
            for (var layer = 0; layer < Rs03Layout.Layers; layer++)
            {
                if (!decoder.IsWrong(layer, row))
                    continue;
                var sector = _layout.SectorAt(layer, index);
                (decoder.IsMissing(layer, row) ? _missing : _wrong).Add(sector);
                if (state is RowState.Corrected)
                    _write?.Invoke(sector, decoder.SectorOf(layer, row));
            }
        }
    }

    private SectorSet FindLost()
    {
        var lost = new SectorSet(_layout.TotalSectors);
        for (var index = 0; index < _layout.SectorsPerLayer; index++)
        {
            if (!_map.IsLost(index))
                continue;
            for (var layer = 0; layer < Rs03Layout.Layers; layer++)
            {
                var sector = _layout.SectorAt(layer, index);
                if (_missing.Contains(sector) || _wrong.Contains(sector))
                    lost.Add(sector);
            }
        }

        return lost;
    }
}
