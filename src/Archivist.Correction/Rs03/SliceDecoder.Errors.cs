using System.Numerics;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <content>The search for errors in sectors that nothing says are wrong.</content>
internal sealed unsafe partial class SliceDecoder
{
    /// <summary>Bytes of a row whose errors are placed before sectors are taken for wrong as a whole and what is left is looked at again.</summary>
    private const int Samples = 32;

    /// <summary>Searches for wrong sectors that nothing reported: first as whole sectors, then, where checksums judge the result, byte by byte.</summary>
    private bool SolveErrors(int row)
    {
        Keep(row);
        var known = Erased(row, 0, Layers);
        while (PlaceErrors(row, known))
        {
            if (SolveErasures(row))
                return true;
        }

        if (!Forget(row, known) && _crcKnown[row] && CorrectBytes(row, known))
            return true;
        Forget(row, known);
        foreach (var layer in known)
            _read.SectorOf(layer, row).Clear();
        return false;
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
        Keep(row);
        var isThere = true;
        foreach (var layer in erased.Except(missing))
        {
            _reader.Read(_layout.SectorAt(layer, First + row), _read.SectorOf(layer, row), _flags.AsSpan(0, 1));
            isThere &= !_flags[0];
            _wrong[layer, row] = false;
        }

        // Where nothing else is wrong, what is missing is right after this.
        if (isThere)
            RecoverErased(row);
        return (isThere && CorrectBytes(row, missing) && HasChecksums(row, [.. Enumerable.Range(0, _data)])) || Forget(row, erased);
    }

    /// <summary>Keeps a row as it is now, for <see cref="Forget"/>.</summary>
    private void Keep(int row)
    {
        for (var layer = 0; layer < Layers; layer++)
            _read.SectorOf(layer, row).CopyTo(_original.SectorOf(layer, 0));
    }

    /// <summary>The row as it was kept, with the sectors wrong that were known to be.</summary>
    private bool Forget(int row, int[] known)
    {
        for (var layer = 0; layer < Layers; layer++)
        {
            _original.SectorOf(layer, 0).CopyTo(_read.SectorOf(layer, row));
            _wrong[layer, row] = known.Contains(layer);
        }

        return false;
    }

    /// <summary>
    /// Marks the sectors in which some of the bytes that do not fit are wrong; false when no further ones can be identified. Errors beyond what parity can locate are located at
    /// random: what is right leaves as much parity for comparison as it takes away, and more places than that are believed only where checksums are known.
    /// </summary>
    private bool PlaceErrors(int row, int[] known)
    {
        var erased = Erased(row, 0, Layers);
        var places = FindDisagreements(row);
        Span<byte> codeword = stackalloc byte[Layers];
        Span<byte> syndromes = stackalloc byte[_layout.Roots];
        var found = 0;
        for (var sample = 0; sample < Math.Min(Samples, places.Length); sample++)
        {
            var at = places[(int)((long)sample * places.Length / Math.Min(Samples, places.Length))];
            Gather(_read, row, at, codeword);
            Gather(_syndromes!, 0, at, syndromes);
            if (!_decoder.TryCorrect(codeword, syndromes, erased))
                continue;
            for (var layer = 0; layer < Layers; layer++)
            {
                if (_wrong[layer, row] || codeword[layer] == _read.SectorOf(layer, row)[at])
                    continue;
                _wrong[layer, row] = true;
                found++;
            }
        }

        var all = erased.Length + found - known.Length;
        return found > 0 && erased.Length + found <= _layout.Roots && (_crcKnown[row] || known.Length + (2 * all) <= _layout.Roots);
    }

    private bool SolveErasures(int row) => RecoverErased(row) && IsConsistent(row, Erased(row, 0, _data), Available(row));

    /// <summary>Gives the erased data back, however much of the rest is right; false when there are more erasures than parity.</summary>
    private bool RecoverErased(int row)
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
        return true;
    }

    private bool CorrectBytes(int row, int[] known)
    {
        Span<byte> codeword = stackalloc byte[Layers];
        Span<byte> syndromes = stackalloc byte[_layout.Roots];
        foreach (var at in FindDisagreements(row))
        {
            Gather(_read, row, at, codeword);
            Gather(_syndromes!, 0, at, syndromes);
            if (!_decoder.TryCorrect(codeword, syndromes, known))
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

    /// <summary>The bytes of a row that are not of a codeword, ascending; their syndromes are then in <see cref="_syndromes"/>.</summary>
    private int[] FindDisagreements(int row)
    {
        _syndromeMatrix ??= MatrixProduct.Create(ReedSolomonCode.SyndromeMatrix(_layout.Roots));
        _syndromes ??= new SliceBuffer(_layout.Roots, 1);
        fixed (byte** pointers = _pointers)
        {
            for (var layer = 0; layer < Layers; layer++)
                pointers[layer] = _read.Rows[layer] + (row * Sector.Size);
            _syndromeMatrix.Multiply(pointers, _syndromes.Rows, Sector.Size);
        }

        Span<byte> any = stackalloc byte[Sector.Size];
        for (var root = 0; root < _layout.Roots; root++)
        {
            var values = _syndromes.SectorOf(root, 0);
            for (var at = 0; at < any.Length; at += Vector<byte>.Count)
                (new Vector<byte>(any[at..]) | new Vector<byte>(values[at..])).CopyTo(any[at..]);
        }

        var found = new List<int>();
        for (var at = 0; at < any.Length; at++)
        {
            if (any[at] != 0)
                found.Add(at);
        }

        return [.. found];
    }

    /// <summary>One byte of each row of a buffer.</summary>
    private static void Gather(SliceBuffer buffer, int row, int at, Span<byte> symbols)
    {
        for (var i = 0; i < symbols.Length; i++)
            symbols[i] = buffer.Rows[i][(row * Sector.Size) + at];
    }
}
