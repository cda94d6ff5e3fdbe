using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of disc images.</summary>
internal static class ImagesMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOther(problem) ?? ImageFindingMessages.Find(problem);

    private static Message? FindOther(Problem problem) => problem switch
    {
        ImageNotStored(var failure, var cause) => new Message(
            $"cannot write the image: {CauseText.Of(cause)}", failure is Failure.NoSpace ? "Free some space or choose another place for the image." : "Choose another place for the image."),
        BootImageMissing(var kind, var path) =>
            new Message($"{(kind is BootImageKind.Efi ? "EFI system image" : "boot image")} {path}: not among the files of the disc", "Add the file to the layout."),
        BootImageForeign(var length) =>
            new Message($"BIOS boot image: {length} bytes are not an El Torito image of GRUB", "Make it with grub-mkimage and the format i386-pc-eltorito."),
        DiscEntryRefused(var path, var fault, var target) => new Message($"{path}: {Of(fault, target)}", "Rename or leave out the file."),
        LayoutFileNotReadable(var path, var cause) =>
            new Message($"{path}: cannot be read while the image is written: {CauseText.Of(cause)}", "Make the file readable or leave it out, and build the image again."),
        LayoutFileChanged(var path, var announced, var isLonger) => new Message(
            $"{path}: {(isLonger ? "became longer" : "ended earlier")} than its {announced} bytes while the image was written", "Build the image again."),
        ImageDamaged(var location, var cause) => new Message($"{location}: {CauseText.Of(cause)}", "Use another copy of the disc or image."),
        ImageLacksFile(var location, var path) => new Message($"{location}: has no file {path}", "Insert the disc that holds it."),
        ImageBlockUnreadable(var location, var path, var block, var cause) => new Message(
            $"{location}: {path} cannot be read at block {block}: {(cause is null ? "lies behind the end of the image" : CauseText.Of(cause))}", "Clean the disc or use another copy."),
        ImageNotOpened(var path, var cause) => new Message(
            $"{path}: cannot be opened: {CauseText.Of(cause)}", "Check the path, the permissions, that a disc is in the drive, and that no other program uses it."),
        ImageOverTwoTerabytes(var volume) => new Message($"{volume}: a disc image holds at most 2 TiB"),
        LayoutInvalid(var fault, var value) => new Message(Of(fault, value)),
        _ => null,
    };

    private static string Of(NameFault fault, string? target) => fault switch
    {
        NameFault.LeadingSlash => "must not begin with a slash",
        NameFault.Invalid => "has a part that cannot be a name",
        NameFault.TooLong => "has a part longer than 255 bytes",
        NameFault.NotUnicode => "is not valid Unicode",
        NameFault.LinkTarget => "is a link whose target is empty or longer than 4095 bytes",
        NameFault.TargetMissing => $"is another name of {target}, which is not a file of the disc",
        NameFault.TooManyNames => "is one name too many of a file",
        NameFault.Twice => "is on the disc twice",
        NameFault.TwoKinds => "is both a directory and something else",
        NameFault.TooDeep => "lies deeper than the 8 levels that ISO 9660 allows without Rock Ridge",
        NameFault.TooLarge => "has 4 GiB or more, which takes interchange level 3",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(LayoutFault fault, string value) => fault switch
    {
        LayoutFault.VolumeIdentifier => $"volume identifier '{value}': must be 1 to 32 characters of A-Z, 0-9 and _",
        LayoutFault.Texts => "publisher, preparer or application: must be up to 128 characters of ASCII",
        LayoutFault.MasterBootCode => "master boot code: must be 512 bytes long",
        LayoutFault.IsoLevel => $"interchange level {value}: must be 1, 2 or 3",
        LayoutFault.JolietLength => $"Joliet names of {value} characters: must be 64 or 103, or 0 for none",
        LayoutFault.Alignment => $"alignment {value}: must be 1, 16 or 32 sectors",
        LayoutFault.Padding => $"padding {value}: must be 0 to 4096 sectors",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
