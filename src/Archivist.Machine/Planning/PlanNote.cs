namespace Archivist.Machine.Planning;

/// <summary>What a person should know of a plan before it is confirmed. The private constructor closes the set. Immutable.</summary>
public abstract record PlanNote
{
    private PlanNote()
    {
    }

    /// <summary>A disk has partitions of its own, which are lost.</summary>
    public sealed record OtherContent(string Disk, int Partitions) : PlanNote;

    /// <summary>A disk has the serial number of the lost one. That is a hint and no proof.</summary>
    public sealed record SameSerial(string Disk, string Serial) : PlanNote;

    /// <summary>An MBR becomes a GPT.</summary>
    public sealed record TableBecomesGpt(string Disk, bool ForSize) : PlanNote;

    /// <summary>What was made for other sectors is made for those of the new disk.</summary>
    /// <param name="Device">A mount point or a name.</param>
    /// <param name="Kind">The kind of content.</param>
    /// <param name="Sector">Bytes in a sector of the new disk.</param>
    public sealed record SectorsAdapted(string Device, string Kind, int Sector) : PlanNote;

    /// <summary>A volume group does not fit as it was, and its volumes become smaller.</summary>
    public sealed record VolumesShrink(string Group) : PlanNote;

    /// <summary>A mirror comes back with fewer disks.</summary>
    public sealed record ArrayDegraded(string Array, int Members, int Missing) : PlanNote;

    /// <summary>A partition comes back without its content.</summary>
    public sealed record LeftEmpty(string Device, string Kind) : PlanNote;

    /// <summary>How much a file system holds is not known, so it does not shrink.</summary>
    public sealed record UsedUnknown(string Device) : PlanNote;

    /// <summary>A BIOS does not start from a disk with such sectors.</summary>
    public sealed record BiosCannotStart(string Disk, int Sector) : PlanNote;

    /// <summary>The machine starts by systemd-boot, which comes back with the files of its ESP.</summary>
    public sealed record SystemdBoot : PlanNote;

    /// <summary>GRUB must open an encrypted /boot, and opens only some kinds of LUKS.</summary>
    public sealed record EncryptedBoot(string Container) : PlanNote;
}
