using System.Text;
using Archivist.Machine.Disks;
using Archivist.Machine.Planning;
using Archivist.Machine.Reading;
using Archivist.Platform;
using Archivist.Platform.Processes;
using Archivist.TestKit;

namespace Archivist.ToolTests.Machine;

/// <summary>sfdisk decides whether a table can be written and is what it was; vgcfgrestore decides whether metadata of smaller volumes is right.</summary>
public sealed class PlansAsToolsReadThemTests
{
    private const long GiB = 1 << 30;

    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, Firmware, long, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, Firmware, long, int>();
            foreach (var name in SampleLayouts.Names)
            {
                foreach (var firmware in new[] { Firmware.Bios, Firmware.Uefi })
                {
                    foreach (var sector in new[] { 512, 4096 })
                    {
                        foreach (var size in new[] { 7 * GiB / 4, 2 * GiB, 7 * GiB + 4096, 3000 * GiB })
                            cases.Add(name, firmware, size, sector);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_table_that_sfdisk_writes_keeps_numbers_types_names_and_guids(string name, Firmware firmware, long size, int sector)
    {
        using var folder = new TemporaryFolder();
        var layout = MachineLayout.Read(SampleLayouts.Read(name));
        var plan = RebuildPlanner.Plan(new RebuildRequest(layout, [new MachineDisk("t", folder["disk"], size) { LogicalSector = sector }], firmware)).Disks[0];
        using (var disk = File.Create(folder["disk"]))
            disk.SetLength(size);

        var dump = await OnDiskAsync(folder["disk"], sector, async path =>
        {
            await RunAsync("sfdisk", plan.Script, "--quiet", path);
            return await RunAsync("sfdisk", "", "--dump", path);
        });

        var (before, after) = (layout.Tables.Values.Single(), SfdiskDump.Read(dump));
        Assert.Equal((plan.Label, sector), (after.Label, after.SectorSize));
        if (after.Label == before.Label)
            Assert.Equal(before.Id, after.Id);
        Assert.Equal(
            plan.Partitions.OrderBy(part => part.Number).Select(part => (part.Number, part.Start, part.Size, part.Type, part.Attributes, part.IsBootable)),
            after.Entries.OrderBy(part => part.Number).Select(part => (part.Number, part.Start, part.Size, part.Type, part.Attributes, part.IsBootable)));
        foreach (var old in before.Entries.Where(old => after.Label == before.Label))
        {
            var now = after.Entries.Single(entry => entry.Number == old.Number);
            Assert.Equal((old.Type, old.Uuid, old.Name, old.Attributes, old.IsBootable), (now.Type, now.Uuid, now.Name, now.Attributes, now.IsBootable));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Lvm_restores_the_group_of_a_plan_with_its_uuids(int gigabytes)
    {
        using var folder = new TemporaryFolder();
        var layout = MachineLayout.Read(SampleLayouts.Read("lvm-xfs-bios"));
        var plan = RebuildPlanner.Plan(new RebuildRequest(layout, [new MachineDisk("t", "/dev/t", gigabytes * GiB)], Firmware.Bios));
        var part = plan.Disks[0].Partitions.Single(partition => partition.Number == 3);
        var (create, restore) = (Tool(plan, "pvcreate"), Tool(plan, "vgcfgrestore"));
        await File.WriteAllTextAsync(folder["ws"], create.Arguments.OfType<StepArgument.Content>().Single().Text, None);
        using (var disk = File.Create(folder["disk"]))
            disk.SetLength(part.Size * 512);

        var volumes = await OnDiskAsync(folder["disk"], 512, async path =>
        {
            await RunAsync("pvcreate", "", Arguments(create, folder, path));
            await RunAsync("vgcfgrestore", "", Arguments(restore, folder, path));
            var list = await RunAsync("lvs", "", "--devices", path, "--noheadings", "--units", "b", "--nosuffix", "-o", "lv_name,lv_uuid,lv_size", "ws");
            await RunAsync("vgck", "", "--devices", path, "ws");
            await RunAsync("vgremove", "", "--devices", path, "-ff", "-y", "ws");
            return list;
        });

        var rows = volumes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0]);
        Assert.Equal(["home", "root", "swap"], rows.Keys.Order());
        Assert.Equal("aaaaaa-aaaa-aaaa-aaaa-aaaa-aaaa-root01", rows["root"][1]);
        Assert.Equal(128L << 20, long.Parse(rows["swap"][2], System.Globalization.CultureInfo.InvariantCulture));
        var root = long.Parse(rows["root"][2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(gigabytes < 4 ? root is > 800 << 20 and < 3000L << 20 : root == 3000L << 20, $"{root}");
    }

    private static PlanStep.RunTool Tool(RebuildPlan plan, string name) => plan.Steps.OfType<PlanStep.RunTool>().Single(tool => Path.GetFileName(tool.Program) == name);

    /// <summary>LVM looks at this device only.</summary>
    private static string[] Arguments(PlanStep.RunTool tool, TemporaryFolder folder, string path) =>
        ["--devices", path, .. tool.Arguments.Select(argument => argument switch { StepArgument.Word(var text) => text, StepArgument.Content(var name, _) => folder[name], _ => path })];

    /// <summary>A loop device has sectors of any size.</summary>
    private static async Task<string> OnDiskAsync(string file, int sector, Func<string, Task<string>> work)
    {
        var loop = (await RunAsync("losetup", "", "--find", "--show", "--sector-size", $"{sector}", file)).Trim();
        try
        {
            return await work(loop);
        }
        finally
        {
            await RunAsync("losetup", "", "--detach", loop);
        }
    }

    private static async Task<string> RunAsync(string tool, string input, params string[] arguments) =>
        (await ToolProcess.RunAsync(new ToolCommand(tool, arguments), Encoding.UTF8.GetBytes(input), None)).EnsureSuccess().OutputText;
}
