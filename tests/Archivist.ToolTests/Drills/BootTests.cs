using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform;
using Archivist.Recovery.Protocol;
using Archivist.TestKit;

namespace Archivist.ToolTests.Drills;

/// <summary>Boots the recovery environment in every way in which a PC may boot it.</summary>
[Collection(MachineTests.OneAtATime)]
public sealed class BootTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Firmware.Bios, MediumAttachment.Disc)]
    [InlineData(Firmware.Bios, MediumAttachment.UsbStick)]
    [InlineData(Firmware.Uefi, MediumAttachment.Disc)]
    [InlineData(Firmware.Uefi, MediumAttachment.UsbStick)]
    [InlineData(Firmware.SecureBoot, MediumAttachment.Disc)]
    [InlineData(Firmware.SecureBoot, MediumAttachment.UsbStick)]
    public async Task The_environment_boots_to_its_program_and_takes_an_order(Firmware firmware, MediumAttachment medium)
    {
        var log = LogPath($"boot-{firmware}-{medium}");
        var options = new VirtualMachineOptions(await TrialImage.GetAsync(Cancellation), log) { Firmware = firmware, Medium = medium };
        var deadlines = new DrillDeadlines { Boot = TimeSpan.FromSeconds(140), Overall = TimeSpan.FromSeconds(150) };

        var run = await new MachineDrill(TimeProvider.System).RunAsync(
            options, new DrillOrder { Passphrase = "not needed to boot" }, deadlines, null, Cancellation);

        TestContext.Current.SendDiagnosticMessage(
            "{0} {1}: {2}; {3}", firmware, medium, run.Explanation, string.Join(", ", run.Stages.Select(stage => $"{stage.Key} {stage.Value.TotalSeconds:F1}")));
        Assert.True(run.LastStage >= DrillStage.Booted, $"It came as far as {run.LastStage}: {run.Explanation}. See {log}.");
        Assert.Equal(
            [DrillStage.PoweredOn, DrillStage.BootLoader, DrillStage.Kernel, DrillStage.DiscFound, DrillStage.Booted],
            run.Stages.Keys.Where(stage => stage <= DrillStage.Booted));
        Assert.Matches(medium is MediumAttachment.Disc ? "^/dev/sr0$" : "^/dev/sd[a-z]", ((DrillEvent.Booted)run.First<DrillEvent.Booted>()!.Event).Medium);
    }

    private static string LogPath(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(CheckedOut.Root, "work", "console-logs")).FullName;
        return Path.Combine(folder, name + ".log");
    }
}
