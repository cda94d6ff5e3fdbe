using Archivist.Correction.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>English for the problems of error correction.</summary>
internal static class CorrectionMessages
{
    private const int SectorSize = 2048;

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        Par2Invalid(var cause) => new Message($"PAR2: {CauseText.Of(cause)}", "Use other PAR2 files, or files of smaller number."),
        Par2TooFewSlices(var missing, var recovery) =>
            new Message($"PAR2: {missing} slices are missing, and there are {recovery} recovery slices", "Find further discs or PAR2 files of the set."),
        Par2TooManySlices(var missing, var most) =>
            new Message($"PAR2: {missing} slices are missing, and at most {most} are computed at a time", "Use 'par2 repair' on a machine with much memory."),
        Par2Unsolvable => new Message("PAR2: the equations of these recovery slices cannot be solved", "Find further PAR2 files of the set: one more slice is enough."),
        Par2ResultWrong(var file) => new Message($"{file}: the content computed by PAR2 does not match its MD5", "Use other PAR2 files."),
        ImageChangedMeanwhile(var path) => new Message($"{path}: changed while it was being protected", "Protect it again."),
        NoSpaceForCorrection(var path, var needed) =>
            new Message($"cannot protect {path}: no space is left on the device", $"Free {Quantity.Bytes(needed)} or choose another place."),
        ImageNotProtected(var path, var cause) => new Message($"cannot protect {path}: {CauseText.Of(cause)}", "Check the file and the place of the image."),
        ImageTooLargeForRs03(var sectors) => new Message($"image: RS03 does not support {sectors} sectors", "Split it over several discs."),
        MediumTooLargeForRs03(var sectors, var most) => new Message($"medium: RS03 does not support {sectors} sectors", $"Give at most {most}."),
        NoRoomForRs03(var medium, var data, var least) => new Message(
            $"medium of {medium} sectors: {data} sectors of data leave too little room for error correction", $"Choose a medium of at least {least} sectors."),
        ImageTooSmallForRs03(var length) => new Message($"image: {length} bytes are too few for a file system", "Name an image of a disc."),
        ImageNotRepaired(var failure, var path, var cause) =>
            new Message($"cannot repair {path}: {CauseText.Of(cause)}", failure is Failure.NoSpace ? "Free some space or choose another place." : "Repair into a copy."),
        RepairNotWritable(_, var path, var cause) => new Message($"cannot write {path}: {CauseText.Of(cause)}", "Name a file that does not exist yet, where there is space."),
        ImageNotWritable(var path, var cause) => new Message($"cannot write {path}: {CauseText.Of(cause)}", "Repair into a copy."),
        SectorsDamaged(var fault, var first, var count) =>
            new Message($"error correction: {Quantity.Count(count, "sector", "sectors")} from block {first} (byte {first * SectorSize}): {Of(fault)}"),
        SectorsDamagedFurther(var fault, var first, var total) =>
            new Message($"error correction: more from block {first}, {Quantity.Count(total, "sector", "sectors")} in all: {Of(fault)}"),
        RowsUncorrectable(var rows, var first, var worst, var roots) => new Message(
            $"error correction: {Quantity.Count(rows, "row", "rows")} of sectors, the first from block {first}, cannot be corrected: {worst} sectors of the worst are damaged, and parity is for {roots}"),
        _ => null,
    };

    private static string Of(SectorFault fault) => fault is SectorFault.Unreadable ? "cannot be read" : "not as written";
}
