using System.Globalization;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Images.Mastering;

/// <summary>Refuses texts and numbers of a layout that no image can have.</summary>
internal static class LayoutChecks
{
    private const int MaxPadding = 4096;

    internal static void Check(DiscLayout layout)
    {
        if (!IsVolumeName(layout.VolumeIdentifier))
            throw new ArchivistException(new LayoutInvalid(LayoutFault.VolumeIdentifier, layout.VolumeIdentifier));
        if (!IsText(layout.Publisher) || !IsText(layout.DataPreparer) || !IsText(layout.ApplicationIdentifier))
            throw new ArchivistException(new LayoutInvalid(LayoutFault.Texts, layout.Publisher));
        if (layout.Boot is { MasterBootCode.Length: not 512 })
            throw new ArchivistException(new LayoutInvalid(LayoutFault.MasterBootCode, ""));
        Check(layout.Format);
    }

    private static void Check(DiscFormat format)
    {
        if (format.IsoLevel is < 1 or > 3)
            throw new ArchivistException(new LayoutInvalid(LayoutFault.IsoLevel, format.IsoLevel.ToString(CultureInfo.InvariantCulture)));
        if (format.JolietLength is not (0 or 64 or 103))
            throw new ArchivistException(new LayoutInvalid(LayoutFault.JolietLength, format.JolietLength.ToString(CultureInfo.InvariantCulture)));
        if (format.Alignment is not (1 or 16 or 32))
            throw new ArchivistException(new LayoutInvalid(LayoutFault.Alignment, format.Alignment.ToString(CultureInfo.InvariantCulture)));
        if (format.Padding is < 0 or > MaxPadding)
            throw new ArchivistException(new LayoutInvalid(LayoutFault.Padding, format.Padding.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsVolumeName(string name) =>
        name.Length is > 0 and <= 32 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_');

    private static bool IsText(string text) => text.Length <= 128 && text.All(c => c is >= ' ' and <= '~');
}
