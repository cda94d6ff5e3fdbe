namespace Archivist.Machine.Planning;

/// <summary>One step of a rebuild. The private constructor closes the set. Immutable.</summary>
public abstract record PlanStep
{
    private PlanStep()
    {
    }

    /// <summary>Runs a program, never through a shell.</summary>
    /// <param name="Program">Its full path.</param>
    /// <param name="Arguments">One by one.</param>
    public sealed record RunTool(string Program, IReadOnlyList<StepArgument> Arguments) : PlanStep
    {
        /// <summary>What it reads.</summary>
        public StepInput Input { get; init; } = new StepInput.None();

        /// <summary>The devices whose content is gone afterwards.</summary>
        public IReadOnlyList<DeviceReference> Erases { get; init; } = [];

        /// <summary>Added to the environment.</summary>
        public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>Makes a directory and those above it, where they are missing.</summary>
    public sealed record MakeFolder(string Path) : PlanStep;

    /// <summary>Restores the files of the snapshot.</summary>
    /// <param name="Root">Where the root file system of the new machine is mounted.</param>
    public sealed record RestoreFiles(string Root) : PlanStep;

    /// <summary>Adds a line to a file of the restored system, unless it is there.</summary>
    public sealed record AddLine(string Path, string Line) : PlanStep;

    /// <summary>
    /// Makes the disk start by BIOS: core.img of GRUB with <paramref name="Modules"/> is written at <paramref name="CoreSector"/>, boot.img into the MBR around the partition table
    /// and the disk's signature, and the modules are copied to <paramref name="ModuleFolder"/>.
    /// </summary>
    /// <param name="Disk">The disk.</param>
    /// <param name="CoreSector">Where core.img begins, in sectors.</param>
    /// <param name="CoreSectors">How many sectors it may have.</param>
    /// <param name="Configuration">The lines that core.img begins with.</param>
    /// <param name="Prefix">Where GRUB's files are, on its own file system.</param>
    /// <param name="Modules">What core.img consists of.</param>
    /// <param name="ModuleFolder">A directory of the restored system.</param>
    public sealed record InstallBiosBoot(
        DeviceReference.Disk Disk, long CoreSector, long CoreSectors, string Configuration, string Prefix, IReadOnlyList<string> Modules, string ModuleFolder) : PlanStep;

    /// <summary>
    /// Makes the disk start by UEFI, with Secure Boot too: shim and Debian's signed GRUB are copied to EFI/BOOT and EFI/debian, with <paramref name="Configuration"/> as
    /// EFI/debian/grub.cfg. No entry of the firmware is needed.
    /// </summary>
    /// <param name="Partition">The EFI system partition.</param>
    /// <param name="Folder">Where it is mounted.</param>
    /// <param name="Configuration">The lines of grub.cfg.</param>
    public sealed record InstallUefiBoot(DeviceReference.Partition Partition, string Folder, string Configuration) : PlanStep;
}
