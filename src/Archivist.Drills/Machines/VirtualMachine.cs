using System.Text;
using Archivist.Drills.Problems;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Drills.Machines;

/// <summary>A running QEMU machine. Disposing switches it off and removes its files, except for the log and the target disk.</summary>
public sealed class VirtualMachine : IAsyncDisposable
{
    /// <summary>Where the guest finds the replica, on port 80.</summary>
    public const string ReplicaAddress = "10.0.2.100";

    private const string Qemu = "qemu-system-x86_64";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly ToolProcess _process;
    private readonly string _workFolder;
    private readonly Task _logging;
    private readonly Task<string> _complaints;

    private VirtualMachine(ToolProcess process, string workFolder, DrillPort? port, SerialConsole console, string logPath)
    {
        _process = process;
        _workFolder = workFolder;
        Port = port;
        Console = console;
        _logging = console.CopyToLogAsync(process.Output, logPath, CancellationToken.None);
        _complaints = ReadComplaintsAsync(process.ErrorOutput);
    }

    /// <summary>Its serial line.</summary>
    public SerialConsole Console { get; }

    /// <summary>Its drill port, if it has one.</summary>
    public DrillPort? Port { get; }

    /// <summary>Switches a machine on.</summary>
    /// <exception cref="ArchivistException">QEMU or its firmware is missing, or QEMU refuses the machine.</exception>
    public static Task<VirtualMachine> StartAsync(VirtualMachineOptions options, TimeProvider clock, CancellationToken cancellationToken) =>
        StartAsync(options, clock, null, cancellationToken);

    internal static async Task<VirtualMachine> StartAsync(
        VirtualMachineOptions options, TimeProvider clock, Action<string>? lineSeen, CancellationToken cancellationToken)
    {
        if (FileLookup.Find(options.ImagePath) is not { Kind: not FileKind.Directory })
            throw new ArchivistException(new DrillImageMissing(options.ImagePath));
        if (options.ReplicaPort is not null && ToolProcess.Find("socat") is null)
            throw new ArchivistException(new ToolMissing("socat", "socat"));

        var workFolder = Directory.CreateTempSubdirectory("archivist-vm-").FullName;
        DrillPort? port = null;
        VirtualMachine? machine = null;
        try
        {
            var variables = Path.Combine(workFolder, "variables.fd");
            CopyFirmwareVariables(options.Firmware, variables);
            MakeTargetDisk(options);
            var socket = Path.Combine(workFolder, "drill");
            port = options.HasDrillPort ? DrillPort.Listen(socket) : null;

            var started = clock.GetTimestamp();
            var process = ToolProcess.Start(new ToolCommand(Qemu, QemuArguments.For(options, variables, socket)) { Package = "qemu-system-x86" });
            var console = new SerialConsole(process.Input, clock, started) { LineSeen = lineSeen };
            machine = new VirtualMachine(process, workFolder, port, console, options.ConsoleLogPath);
            await machine.ConnectAsync(clock, cancellationToken);
            return machine;
        }
        catch
        {
            if (machine is not null)
                await machine.DisposeAsync();
            else if (port is not null)
                await port.DisposeAsync();
            if (FileLookup.IsDirectory(workFolder))
                Directory.Delete(workFolder, recursive: true);
            throw;
        }
    }

    /// <summary>Waits until the machine is off, and gives QEMU's exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var code = await _process.WaitForExitAsync(cancellationToken);
        await _logging.WaitAsync(cancellationToken);
        return code;
    }

    /// <summary>QEMU's own error output; usually empty. Valid only after the end.</summary>
    public Task<string> ComplaintsAsync() => _complaints;

    /// <summary>The failure to throw when QEMU ended on its own before the machine did anything.</summary>
    internal async Task<ArchivistException> RefusedAsync()
    {
        var words = (await _complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return new ArchivistException(new QemuRefused(Qemu, words));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _logging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)_complaints).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.DisposeAsync();
        if (Port is not null)
            await Port.DisposeAsync();
        if (FileLookup.IsDirectory(_workFolder))
            Directory.Delete(_workFolder, recursive: true);
    }

    private async Task ConnectAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Port is null)
            return;
        using var patience = new CancellationTokenSource(StartPatience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var accepting = Port.AcceptAsync(stop.Token);
        var ending = _process.WaitForExitAsync(stop.Token);
        try
        {
            if (await Task.WhenAny(accepting, ending) == ending && !stop.IsCancellationRequested)
            {
                throw await RefusedAsync();
            }

            await accepting;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ArchivistException(new QemuTooSlow(Qemu, StartPatience));
        }
        finally
        {
            await stop.CancelAsync();
            await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void CopyFirmwareVariables(Firmware firmware, string target)
    {
        if (QemuArguments.FirmwareFiles(firmware) is not var (code, variables))
            return;
        if (!FileLookup.IsFile(code) || !FileLookup.IsFile(variables))
            throw new ArchivistException(new FirmwareMissing(code));
        File.Copy(variables, target);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void MakeTargetDisk(VirtualMachineOptions options)
    {
        if (options.TargetDiskPath is not { } path)
            return;
        using var disk = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        disk.SetLength(options.TargetDiskLength);
    }

    private static async Task<string> ReadComplaintsAsync(Stream errorOutput)
    {
        var kept = new StringBuilder();
        using var reader = new StreamReader(errorOutput);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (kept.Length < 64 * 1024)
                kept.Append(line).Append('\n');
        }

        return kept.ToString();
    }
}
