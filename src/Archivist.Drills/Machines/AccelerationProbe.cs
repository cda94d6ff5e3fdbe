using System.Text.RegularExpressions;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Drills.Machines;

/// <summary>Finds out whether KVM works here, by using it: some hosts offer a /dev/kvm on which ordinary kernels do not run.</summary>
public static partial class AccelerationProbe
{
    private const string Device = "/dev/kvm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Boots the given kernel without any disk and waits for the panic about the missing root, its last message.</summary>
    /// <returns>KVM only if that line appeared within a few seconds.</returns>
    public static async Task<Acceleration> ChooseAsync(string kernelPath, CancellationToken cancellationToken)
    {
        if (!CanOpenDevice())
            return Acceleration.Tcg;

        string[] arguments =
        [
            "-no-user-config", "-nodefaults", "-display", "none", "-no-reboot", "-machine", "q35",
            .. QemuArguments.Accelerator(Acceleration.Kvm),
            "-m", "512", "-chardev", "stdio,id=console,signal=off", "-device", "isa-serial,chardev=console",
            "-kernel", kernelPath, "-append", "console=ttyS0 panic=-1",
        ];
        using var patience = new CancellationTokenSource(Patience);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var result = await ToolProcess.RunAsync(new ToolCommand("qemu-system-x86_64", arguments), stop.Token);
            return KernelWithoutRoot().IsMatch(result.OutputText) ? Acceleration.Kvm : Acceleration.Tcg;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Acceleration.Tcg;
        }
        catch (ArchivistException)
        {
            return Acceleration.Tcg; // no QEMU at all: starting the machine fails with a hint
        }
    }

    private static bool CanOpenDevice()
    {
        try
        {
            using var device = new FileStream(Device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex("Kernel panic - not syncing: (VFS: Unable to mount root|No working init)")]
    private static partial Regex KernelWithoutRoot();
}
