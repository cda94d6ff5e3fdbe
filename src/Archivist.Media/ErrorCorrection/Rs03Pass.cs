using System.Collections.Concurrent;
using Archivist.Media.ErrorCorrection.Kernels;

namespace Archivist.Media.ErrorCorrection;

/// <summary>Takes a corrected sector.</summary>
internal delegate void SectorWriter(long sector, ReadOnlySpan<byte> bytes);

/// <summary>
/// One pass over all rows of an image. Rows whose checksums are lost and that parity alone cannot correct are tried again with the checksums that the
/// row before them has given back.
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
    private readonly ConcurrentBag<int> _doubtful = [];

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
        if (!_doubtful.IsEmpty)
            await Task.Run(() => TryAgain(cancellationToken), cancellationToken);
        return new Rs03Verdict(_layout, _map, _missing, _wrong, FindLost());
    }

    private SliceDecoder NewDecoder() => new(_layout, _reader, _parityMatrix, _parity);

    private void Decode(SliceDecoder decoder, int first, int count)
    {
        decoder.Load(first, count);
        if (decoder.IsWhole())
            return;
        for (var row = 0; row < count; row++)
        {
            if (Decode(decoder, row) is RowState.Lost && !decoder.KnowsChecksums(row))
                _doubtful.Add(first + row);
        }
    }

    private RowState Decode(SliceDecoder decoder, int row)
    {
        var state = decoder.Solve(row);
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

        return state;
    }

    private void TryAgain(CancellationToken cancellationToken)
    {
        using var decoder = NewDecoder();
        var crcSector = new byte[Sector.Size];
        var crcSectorOf = -1;
        foreach (var index in _doubtful.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = index == 0 ? _layout.SectorsPerLayer - 1 : index - 1;
            if (_map.IsLost(before))
                continue;
            if (crcSectorOf != before)
            {
                decoder.Load(before, 1);
                if (decoder.Solve(0) is RowState.Lost)
                    continue;
                decoder.SectorOf(_layout.DataLayers, 0).CopyTo(crcSector);
            }

            decoder.Load(index, 1, crcSector);
            if (Decode(decoder, 0) is RowState.Lost)
                continue;
            decoder.SectorOf(_layout.DataLayers, 0).CopyTo(crcSector);
            crcSectorOf = index;
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
