using System.Diagnostics;
using System.Text;
using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.ToolTests.Drills;

/// <summary>Whatever goes wrong inside a machine, a drill ends and says how far it came.</summary>
[Collection(MachineTests.OneAtATime)]
public sealed class MachineDrillTests : IDisposable
{
    private static readonly DrillOrder Order = new() { Passphrase = "not needed" };

    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_that_does_not_boot_runs_into_the_deadline_for_booting()
    {
        var run = await RunAsync(await BlankImageAsync(), new DrillDeadlines { Boot = TimeSpan.FromSeconds(8) });
        Assert.Equal(DrillEnding.TimedOut, run.Ending);
        Assert.Equal(DrillStage.PoweredOn, run.LastStage);
        Assert.Equal(new MachineSilent(TimeSpan.FromSeconds(8)), run.Explanation);
    }

    [Fact]
    public async Task The_overall_deadline_ends_a_drill_that_is_still_busy()
    {
        var watch = Stopwatch.StartNew();
        var run = await RunAsync(await BlankImageAsync(), new DrillDeadlines { Overall = TimeSpan.FromSeconds(4) });
        Assert.Equal(DrillEnding.TimedOut, run.Ending);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_disc_whose_system_is_damaged_ends_the_drill_before_the_program()
    {
        var image = Path.Combine(_folder, "damaged.iso");
        File.Copy(await TrialImage.GetAsync(Cancellation), image);
        await DamageSystemAsync(image);

        var run = await RunAsync(image, new DrillDeadlines { Boot = TimeSpan.FromSeconds(120) });

        Assert.Equal(DrillEnding.MachineEnded, run.Ending);
        Assert.Equal(DrillStage.Kernel, run.LastStage);
        Assert.Contains("cannot be mounted; the disc may be damaged", await File.ReadAllTextAsync(LogPath, Cancellation));
    }

    [Fact]
    public async Task A_machine_that_QEMU_refuses_is_a_clear_failure()
    {
        var options = new VirtualMachineOptions(await BlankImageAsync(), LogPath) { Processors = 100_000 };
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => new MachineDrill(TimeProvider.System).RunAsync(options, Order, new DrillDeadlines(), null, Cancellation));
        Assert.NotNull(Assert.IsType<QemuRefused>(failure.Problem).Words);
    }

    [Fact]
    public async Task A_missing_image_is_a_clear_failure()
    {
        var options = new VirtualMachineOptions(Path.Combine(_folder, "nowhere.iso"), LogPath);
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => new MachineDrill(TimeProvider.System).RunAsync(options, Order, new DrillDeadlines(), null, Cancellation));
        Assert.Equal(Failure.MediumFailed, failure.Failure);
    }

    [Fact]
    public async Task The_probe_for_KVM_answers_soon_whatever_this_machine_is()
    {
        var environment = await Recovery.BuiltEnvironment.GetAsync(Cancellation);
        var kernel = environment.Files.Single(file => file.PathOnDisc == "boot/vmlinuz").LocalPath;
        var watch = Stopwatch.StartNew();
        var chosen = await AccelerationProbe.ChooseAsync(kernel, Cancellation);
        TestContext.Current.SendDiagnosticMessage("chosen: {0} after {1}", chosen, watch.Elapsed);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
        if (!File.Exists("/dev/kvm"))
            Assert.Equal(Acceleration.Tcg, chosen);
    }

    private string LogPath => Path.Combine(_folder, "console.log");

    private Task<MachineRun> RunAsync(string image, DrillDeadlines deadlines) =>
        new MachineDrill(TimeProvider.System).RunAsync(
            new VirtualMachineOptions(image, LogPath) { Firmware = Firmware.Bios, MemoryMiB = 1024 },
            Order, deadlines, null, Cancellation);

    private async Task<string> BlankImageAsync()
    {
        var path = Path.Combine(_folder, "blank.iso");
        await using var image = new FileStream(path, FileMode.Create);
        image.SetLength(1 << 20);
        return path;
    }

    /// <summary>Zeros the first block of the squashfs, which its magic number at the start of a sector gives away.</summary>
    private static async Task DamageSystemAsync(string path)
    {
        await using var image = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var sector = new byte[2048];
        while (await image.ReadAtLeastAsync(sector, sector.Length, throwOnEndOfStream: false, Cancellation) == sector.Length)
        {
            if (Encoding.ASCII.GetString(sector, 0, 4) != "hsqs")
                continue;
            image.Position -= sector.Length;
            await image.WriteAsync(new byte[2048], Cancellation);
            return;
        }

        Assert.Fail("The image holds no squashfs.");
    }
}
