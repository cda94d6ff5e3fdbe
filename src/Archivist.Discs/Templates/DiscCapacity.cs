using Archivist.Platform.Problems;

namespace Archivist.Discs.Templates;

/// <summary>The maximum length of an image.</summary>
public static class DiscCapacity
{
    /// <summary>Images are multiples of this.</summary>
    private const long Step = 32 << 10;

    /// <summary>
    /// The bytes that file systems and contents of one disc may take. What else goes onto the medium, error correction, is taken away here, and nowhere else.
    /// </summary>
    public static long CapacityFor(DiscTemplate template)
    {
        if (template.Correction is not { } correction)
            return template.Capacity;
        // The longest for which there is a layout: the shorter the data, the easier it fits.
        long fits = 0, tooLong = template.Capacity / Step + 1;
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Fits(correction, middle * Step, template.Capacity))
                fits = middle;
            else
                tooLong = middle;
        }

        return fits * Step;
    }

    private static bool Fits(DiscCorrection correction, long length, long capacity)
    {
        try
        {
            correction.LayOut(length, capacity);
            return true;
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            return false;
        }
    }
}
