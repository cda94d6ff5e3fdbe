using System.Globalization;
using System.Text;
using System.Text.Json;
using Archivist.Machine.Disks;
using Archivist.Machine.Planning;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Machine.Planning;

/// <summary>What holds for every plan: on random disks with random partitions.</summary>
public sealed class RandomPlansTests
{
    private const long MiB = 1 << 20;

    private static readonly string[] Systems = ["ext4", "xfs", "btrfs", "vfat", "swap", "ntfs"];

    [Fact]
    public void Partitions_fit_do_not_overlap_keep_what_they_are_and_hold_what_is_used()
    {
        var random = new Random(14);
        var (planned, refused, shrunk) = (0, 0, 0);
        for (var round = 0; round < 600; round++)
        {
            var (files, size, used) = Layout(random);
            var target = new MachineDisk("t", "/dev/t", (long)(size * (0.3 + random.NextDouble() * 1.5)) / 4096 * 4096) { LogicalSector = random.Next(2) == 0 ? 512 : 4096 };
            var layout = MachineLayout.Read(files);
            try
            {
                var plan = RebuildPlanner.Plan(new RebuildRequest(layout, [target], random.Next(2) == 0 ? Firmware.Bios : Firmware.Uefi)).Disks[0];
                Require(layout.Tables["sda"], plan, target, used);
                planned++;
                shrunk += plan.Partitions.Any(partition => partition.Size * target.LogicalSector < partition.OldBytes) ? 1 : 0;
            }
            catch (ArchivistException cause) when (cause.Problem is TargetTooSmall small)
            {
                Assert.True(small.Needed > small.Available);
                refused++;
            }
        }

        Assert.True(planned > 200, $"{planned} planned");
        Assert.True(refused > 50, $"{refused} refused");
        Assert.True(shrunk > 50, $"{shrunk} shrunk");
    }

    private static void Require(PartitionTable table, DiskPlan plan, MachineDisk target, Dictionary<int, long> used)
    {
        var (sector, last) = (target.LogicalSector, 0L);
        foreach (var partition in plan.Partitions.Where(partition => !partition.IsExtended).OrderBy(partition => partition.Start))
        {
            Assert.True(partition.Start >= last, "partitions overlap");
            Assert.True(partition.Size > 0);
            if (!plan.IsUnchanged)
                Assert.Equal(0, partition.Start * sector % MiB);
            last = partition.Start + partition.Size;
        }

        Assert.True(last * sector <= target.Size - (plan.Label == "gpt" ? 33 * 512 : 0), "it does not fit");
        Assert.Equal(plan.Partitions.Count, plan.Partitions.Select(partition => partition.Number).Distinct().Count());
        if (plan.Partitions.FirstOrDefault(partition => partition.IsExtended) is { } extended)
        {
            // Each logical partition has its own table in front.
            var logical = plan.Partitions.Where(partition => partition.Number > 4).OrderBy(partition => partition.Start).ToList();
            Assert.All(logical, partition => Assert.InRange(partition.Start, extended.Start + 1, extended.Start + extended.Size - partition.Size));
            Assert.All(logical.Zip(logical.Skip(1)), pair => Assert.True(pair.Second.Start > pair.First.Start + pair.First.Size));
            Assert.All(plan.Partitions.Where(partition => partition.Number <= 4 && partition != extended), partition =>
                Assert.True(partition.Start >= extended.Start + extended.Size || partition.Start + partition.Size <= extended.Start));
        }

        foreach (var entry in table.Entries.Where(entry => entry.Type != "5"))
        {
            var now = plan.Partitions.Single(partition => partition.Number == entry.Number);
            Assert.Equal((entry.Uuid, entry.Name), (now.Uuid, now.Name));
            if (plan.Label == table.Label)
                Assert.Equal(entry.Type, now.Type);
            Assert.True(now.Size * sector >= used[entry.Number], "it does not hold what is used");
        }
    }

    private static (IReadOnlyList<LayoutFile> Files, long Size, Dictionary<int, long> Used) Layout(Random random)
    {
        var isGpt = random.Next(3) > 0;
        var dump = new StringBuilder(isGpt ? $"label: gpt\nlabel-id: {Id(random)}\n" : "label: dos\nlabel-id: 0x12345678\n").Append("device: /dev/sda\nunit: sectors\nsector-size: 512\n\n");
        var (parts, mounts, used) = (new List<string>(), new List<string>(), new Dictionary<int, long>());
        var (cursor, count) = (2048L, random.Next(1, isGpt ? 9 : 6));
        var numbers = isGpt ? Enumerable.Range(1, 16).OrderBy(_ => random.Next()).Take(count).ToList() : [.. Enumerable.Range(1, Math.Min(count, 2)), .. Enumerable.Range(5, Math.Max(0, count - 2))];
        var logical = new StringBuilder();
        var begin = 0L;
        foreach (var number in numbers)
        {
            if (!isGpt && number >= 5)
            {
                begin = begin == 0 ? cursor : begin;
                cursor += 2048;
            }

            var system = number == numbers[0] ? "ext4" : Systems[random.Next(Systems.Length)];
            var sectors = random.NextInt64(200, 40_000) * 2048 + random.Next(2) * random.Next(1, 2000);
            var (bytes, uuid, guid) = (sectors * 512, Id(random), Id(random).ToUpperInvariant());
            var point = number == numbers[0] ? "/" : $"/p{number}";
            logical.Append(CultureInfo.InvariantCulture, $"/dev/sda{number} : start={cursor}, size={sectors}, ").Append(isGpt ? $"type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid={guid}, name=\"p {number}, x\"\n" : "type=83\n");
            var isMounted = system is not ("swap" or "ntfs");
            parts.Add($$"""{"name":"sda{{number}}","kname":"sda{{number}}","path":"/dev/sda{{number}}","type":"part","size":{{bytes}},"start":{{cursor}},"fstype":"{{system}}","uuid":"{{uuid}}","mountpoints":[{{(isMounted ? $"\"{point}\"" : "null")}}]}""");
            used[number] = isMounted && system != "vfat" ? random.NextInt64(0, bytes * 9 / 10) : bytes;
            if (isMounted && system != "vfat")
                mounts.Add(JsonSerializer.Serialize(new { target = point, source = $"/dev/sda{number}", fstype = system, options = "rw", used = used[number], uuid }));
            cursor = (cursor + sectors + 2047) / 2048 * 2048 + random.Next(3) * 2048;
        }

        if (begin > 0)
            logical.Append(CultureInfo.InvariantCulture, $"/dev/sda3 : start={begin}, size={cursor - begin}, type=5\n");
        var size = (cursor + 2048) * 512;
        return (
        [
            File("lsblk.json", $$"""{"blockdevices":[{"name":"sda","kname":"sda","path":"/dev/sda","type":"disk","size":{{size}},"log-sec":512,"children":[{{string.Join(',', parts)}}]}]}"""),
            File("sfdisk/sda.dump", dump.Append(logical).ToString()), File("findmnt.json", $$"""{"filesystems":[{{string.Join(',', mounts)}}]}"""), File("firmware", "bios\n"),
        ], size, used);

        static LayoutFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
    }

    private static string Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
