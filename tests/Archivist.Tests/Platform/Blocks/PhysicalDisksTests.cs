using Archivist.Platform.Blocks;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Blocks;

/// <summary>Over trees such as the kernel shows them in /sys.</summary>
public sealed class PhysicalDisksTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public PhysicalDisksTests() => Directory.CreateDirectory(_folder.At("dev/block"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_partition_lies_on_its_disk()
    {
        Add("8:0", "devices/pci/block/sda");
        Add("8:1", "devices/pci/block/sda/sda1", isPartition: true);
        Add("259:5", "devices/pci/nvme/nvme0n1/nvme0n1p2", isPartition: true);

        Assert.Equal(["sda"], Find(8, 0));
        Assert.Equal(["sda"], Find(8, 1));
        Assert.Equal(["nvme0n1"], Find(259, 5));
    }

    [Fact]
    public void Stacks_of_device_mapper_and_md_lie_on_all_disks_below()
    {
        Add("8:1", "devices/pci/block/sda/sda1", isPartition: true);
        Add("8:17", "devices/pci/block/sdb/sdb1", isPartition: true);
        Add("9:0", "devices/virtual/block/md0", below: ["devices/pci/block/sda/sda1", "devices/pci/block/sdb/sdb1"]);
        Add("253:0", "devices/virtual/block/dm-0", below: ["devices/virtual/block/md0"]);
        Add("253:1", "devices/virtual/block/dm-1", below: ["devices/virtual/block/dm-0"]);

        Assert.Equal(["sda", "sdb"], Find(253, 1));
    }

    [Fact]
    public void What_has_no_block_device_or_is_hidden_is_not_known()
    {
        Assert.Empty(Find(0, 45));
        Assert.Empty(Find(8, 1));
        Assert.Empty(new PhysicalDisks(_folder.At("nowhere")).Find((8UL << 32) | 1));
    }

    [Fact]
    public void A_stack_that_contains_itself_ends()
    {
        Add("253:0", "devices/virtual/block/dm-0", below: ["devices/virtual/block/dm-0"]);

        Assert.Empty(Find(253, 0));
    }

    private IEnumerable<string> Find(uint major, uint minor) => new PhysicalDisks(_folder.Path).Find(((ulong)major << 32) | minor);

    private void Add(string numbers, string path, bool isPartition = false, params string[] below)
    {
        Directory.CreateDirectory(_folder.At(path));
        if (isPartition)
            _folder.Write($"{path}/partition", "1\n");
        else
            Directory.CreateDirectory(_folder.At($"{path}/slaves"));
        foreach (var slave in below)
            Directory.CreateSymbolicLink(_folder.At($"{path}/slaves/{Path.GetFileName(slave)}"), _folder.At(slave));
        Directory.CreateSymbolicLink(_folder.At($"dev/block/{numbers}"), $"../../{path}");
    }
}
