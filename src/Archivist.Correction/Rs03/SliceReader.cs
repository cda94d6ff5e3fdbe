using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Reads runs of sectors and says which are not there: the source fails, it ends before them, they are known to be unreadable, or dvdisaster wrote a
/// marker in their place. What is not there reads as zeros. Any number of threads can use one.
/// </summary>
internal sealed class SliceReader(IImageSource source, SectorSet? unreadable)
{
    internal IImageSource Source => source;

    /// <summary>Fills <paramref name="bytes"/>; <paramref name="missing"/> has a flag for each sector, which is set or cleared.</summary>
    internal void Read(long sector, Span<byte> bytes, Span<bool> missing)
    {
        for (var i = 0; i < missing.Length; i++)
            missing[i] = unreadable is not null && unreadable.Contains(sector + i);
        for (var i = 0; i < missing.Length;)
        {
            var run = missing[i..].IndexOf(!missing[i]);
            run = run < 0 ? missing.Length - i : run;
            if (!missing[i])
                ReadRun(sector + i, bytes.Slice(i * Sector.Size, run * Sector.Size), missing.Slice(i, run));
            i += run;
        }

        for (var i = 0; i < missing.Length; i++)
        {
            var one = bytes.Slice(i * Sector.Size, Sector.Size);
            missing[i] |= SectorMarker.IsDead(one);
            if (missing[i])
                one.Clear();
        }
    }

    private void ReadRun(long sector, Span<byte> bytes, Span<bool> missing)
    {
        for (var done = 0; done < missing.Length;)
        {
            var whole = TryRead(sector + done, bytes[(done * Sector.Size)..]);
            done += whole;
            if (done == missing.Length)
                return;
            if (whole == 0)
            {
                // Alone, because a drive may have failed on one further on.
                missing[done] = TryRead(sector + done, bytes.Slice(done * Sector.Size, Sector.Size)) == 0;
                done++;
                if (missing[done - 1] && (sector + done) * Sector.Size >= source.Length)
                {
                    missing[done..].Fill(true);
                    return;
                }
            }
        }
    }

    /// <summary>How many whole sectors came.</summary>
    private int TryRead(long sector, Span<byte> bytes)
    {
        var done = 0;
        try
        {
            while (done < bytes.Length)
            {
                var read = source.Read((sector * Sector.Size) + done, bytes[done..]);
                if (read == 0)
                    break;
                done += read;
            }
        }
        catch (IOException)
        {
            // What came before the failure counts.
        }

        return done / Sector.Size;
    }
}
