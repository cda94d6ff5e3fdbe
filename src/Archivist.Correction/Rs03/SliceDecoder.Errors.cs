using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <content>The search for errors in sectors that nothing says are wrong.</content>
internal sealed unsafe partial class SliceDecoder
{
    /// <summary>Bytes of a row whose errors are placed before sectors are taken for wrong as a whole.</summary>
    private const int Samples = 32;

    /// <summary>Searches for wrong sectors that nothing reported: first as whole sectors, then, where checksums judge the result, byte by byte.</summary>
    private bool SolveErrors(int row)
    {
        Restore(row, save: true);
        var known = Erased(row, 0, Layers);
        return (PlaceErrors(row, known) && SolveErasures(row))
            || (!Forget(row, known) && _crcKnown[row] && CorrectBytes(row, known))
            || Forget(row, known);
    }

    /// <summary>
    /// More sectors have wrong checksums than parity can reconstruct, but possibly only few bytes of each are wrong. They are read again, corrected byte by byte, and judged by
    /// their checksums. When that fails the row is as it was.
    /// </summary>
    private bool SolveScattered(int row)
    {
        var erased = Erased(row, 0, Layers);
        int[] missing = [.. erased.Where(layer => _missing[layer, row])];
        if (!_crcKnown[row] || missing.Length > _layout.Roots - 2)
            return false;
        Restore(row, save: true);
        var isThere = true;
        foreach (var layer in erased.Except(missing))
        {
            _reader.Read(_layout.SectorAt(layer, First + row), _read.SectorOf(layer, row), _flags.AsSpan(0, 1));
            isThere &= !_flags[0];
            _wrong[layer, row] = false;
        }

        return (isThere && CorrectBytes(row, missing) && HasChecksums(row, [.. Enumerable.Range(0, _data)])) || Forget(row, erased);
    }

    /// <summary>Keeps what was read of a row, or brings it back: recovered sectors are erasures again.</summary>
    private void Restore(int row, bool save)
    {
        for (var layer = 0; layer < Layers; layer++)
        {
            if (save)
            {
                if (_wrong[layer, row])
                    _read.SectorOf(layer, row).Clear();
                _read.SectorOf(layer, row).CopyTo(_original.SectorOf(layer, 0));
            }
            else
            {
                _original.SectorOf(layer, 0).CopyTo(_read.SectorOf(layer, row));
            }
        }
    }

    /// <summary>
    /// Marks the sectors in which some bytes are wrong; false when they cannot be identified. Errors beyond what parity can locate are located at random: what is
    /// right leaves as much parity for comparison as it takes away, and more places than that are believed only where checksums are known.
    /// </summary>
    private bool PlaceErrors(int row, int[] known)
    {
        Span<byte> codeword = stackalloc byte[Layers];
        var found = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var at = sample * (Sector.Size / Samples);
            Gather(row, at, codeword);
            if (!_decoder.TryCorrect(codeword, known))
                continue;
            for (var layer = 0; layer < Layers; layer++)
            {
                if (_wrong[layer, row] || codeword[layer] == _read.SectorOf(layer, row)[at])
                    continue;
                _wrong[layer, row] = true;
                found++;
            }
        }

        return found > 0 && (_crcKnown[row] || known.Length + (2 * found) <= _layout.Roots);
    }

    private bool SolveErasures(int row)
    {
        var erased = Erased(row, 0, _data);
        var available = Available(row);
        if (erased.Length > available.Length)
            return false;
        foreach (var layer in erased)
            _read.SectorOf(layer, row).Clear();
        MakeParity(row);
        if (erased.Length > 0)
            Recover(row, erased, available);
        return IsConsistent(row, erased, available);
    }

    /// <summary>As it was read, with the sectors wrong that were known to be.</summary>
    private bool Forget(int row, int[] known)
    {
        Restore(row, save: false);
        for (var layer = 0; layer < Layers; layer++)
            _wrong[layer, row] = known.Contains(layer);
        return false;
    }

    private bool CorrectBytes(int row, int[] known)
    {
        Span<byte> codeword = stackalloc byte[Layers];
        for (var at = 0; at < Sector.Size; at++)
        {
            Gather(row, at, codeword);
            if (!_decoder.TryCorrect(codeword, known))
                return false;

            for (var layer = 0; layer < Layers; layer++)
            {
                var sector = _read.SectorOf(layer, row);
                _wrong[layer, row] |= sector[at] != codeword[layer];
                sector[at] = codeword[layer];
            }
        }

        MakeParity(row);
        return HasChecksums(row, Erased(row, 0, _data));
    }

    private void Gather(int row, int at, Span<byte> codeword)
    {
        for (var layer = 0; layer < Layers; layer++)
            codeword[layer] = _read.Rows[layer][(row * Sector.Size) + at];
    }
}
