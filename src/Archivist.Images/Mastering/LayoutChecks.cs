using Archivist.Images.Model;
using Archivist.Platform.Problems;

namespace Archivist.Images.Mastering;

/// <summary>Refuses texts and numbers of a layout that no image can have.</summary>
internal static class LayoutChecks
{
    private const int MaxPadding = 4096;

    internal static void Check(DiscLayout layout)
    {
        if (!IsVolumeName(layout.VolumeIdentifier))
        {
            throw new ArchivistException(
                Failure.Usage, $"volume identifier '{layout.VolumeIdentifier}': must be 1 to 32 characters of A-Z, 0-9 and _");
        }

        if (!IsText(layout.Publisher) || !IsText(layout.DataPreparer) || !IsText(layout.ApplicationIdentifier))
            throw new ArchivistException(Failure.Usage, "publisher, preparer or application: must be up to 128 characters of ASCII");
        if (layout.Boot is { MasterBootCode.Length: not 512 })
            throw new ArchivistException(Failure.Usage, "master boot code: must be 512 bytes long");
        Check(layout.Format);
    }

    private static void Check(DiscFormat format)
    {
        if (format.IsoLevel is < 1 or > 3)
            throw new ArchivistException(Failure.Usage, $"interchange level {format.IsoLevel}: must be 1, 2 or 3");
        if (format.JolietLength is not (0 or 64 or 103))
            throw new ArchivistException(Failure.Usage, $"Joliet names of {format.JolietLength} characters: must be 64 or 103, or 0 for none");
        if (format.Alignment is not (1 or 16 or 32))
            throw new ArchivistException(Failure.Usage, $"alignment {format.Alignment}: must be 1, 16 or 32 sectors");
        if (format.Padding is < 0 or > MaxPadding)
            throw new ArchivistException(Failure.Usage, $"padding {format.Padding}: must be 0 to {MaxPadding} sectors");
    }

    private static bool IsVolumeName(string name) =>
        name.Length is > 0 and <= 32 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_');

    private static bool IsText(string text) => text.Length <= 128 && text.All(c => c is >= ' ' and <= '~');
}
