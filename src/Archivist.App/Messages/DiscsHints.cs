using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of discs.</summary>
internal static class DiscsHints
{
    private const string HowToName = "List them with 'archivist disc list'; give the id, or at least four characters of it.";
    private const string OtherMap = "Name the map of this image with --map, or leave out --resume.";

    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        DiscUnknown or DiscAmbiguous => HowToName,
        DiscNotInCatalogue => "List them with 'archivist disc list'.",
        CatalogueLocked => "Wait until it has finished, then run the command again.",
        DiscWithoutRepository => "Use a disc or an image that 'archivist disc build' made.",
        SnapshotNeedsUnknownBlob => "Run 'archivist check', then 'archivist repair index' or repair from a replica.",
        RecoveryDataForeign => "Use recovery discs that 'archivist disc build' made.",
        RecoveryDiscMissing => "Only sets that were planned with --recovery-discs can be rebuilt, and it takes at least one of these discs.",
        SetHasNoPacks => "Leave out --recovery-discs.",
        SetNotProtectable => "Repack with a larger --pack-size, or make smaller sets: a full one and deltas.",
        NoSpaceForPacks => "Choose a larger target and run the command again.",
        ObjectOnAbsentDisc { IsComputable: false } => "Insert that disc and run the command again.",
        DeviceRefused { Fault: DeviceFault.OpticalDrive } => "Write the image to a file, and burn that with 'archivist disc burn'.",
        DeviceRefused { Fault: DeviceFault.BuiltIn } => "Give a USB disk. If it really is to be overwritten, add --built-in.",
        NoSpaceForImage => "Free some space or name another place with --device.",
        MediumNotEmpty => "Insert a blank one, or give --overwrite.",
        SimulationUnsupported => "Leave --simulate out.",
        RescueMapExists => "Go on with it with --resume, or remove it.",
        RescueImageNotWritable { Resumes: true } => "Leave out --resume to begin again.",
        RescueImageNotWritable => "Name a file that does not exist yet, or continue an earlier reading with --resume.",
        RescueImageNotStored => "Free space, then run the command again with --resume.",
        RescueMapNotStored => "Free space, or name another place with --map.",
        RescueMapNotReadable => "Name another one with --map, or leave out --resume.",
        RescueMapInvalid => OtherMap,
        OtherDiscThanBefore => "Name sources of the same disc only, or another --output.",
        OutputMadeMeanwhile => "Use the one that is there, or run the command again with another name or --force.",
        OutputInUse => "Release it first, or write a copy with --output.",
        OutputRefused { Fault: OutputFault.NotForImages } => "Name a file, a disk, or - for standard output where the verb has it.",
        OutputRefused { Fault: OutputFault.OpenFile } => "Name the file itself, or - for standard output where the verb has it.",
        OutputRefused { Fault: OutputFault.Link or OutputFault.Exists } => "Name a file that does not exist yet, or add --force to replace it.",
        OutputRefused { Fault: OutputFault.DeviceOrPipe } => "Name a file; 'archivist disc burn' writes an image to a device.",
        OutputRefused { Fault: OutputFault.NotAFile } => "Write a copy with --output.",
        OutputRefused { Fault: OutputFault.LinkInPlace } => "Name the file itself, or add --force.",
        OutputRefused { Fault: OutputFault.InRepository, Other: null } or OutputRefused { Fault: OutputFault.InLedger or OutputFault.InCatalogue } =>
            "Name a place outside of it, or the next image contains this one.",
        _ => null,
    };
}
