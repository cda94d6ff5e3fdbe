using Archivist.Images.Iso9660;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Platform.FileSystem;

namespace Archivist.Tests.Images.Iso9660;

public sealed class PathTableTests
{
    [Fact]
    public void Folders_whose_parent_has_no_16_bit_number_are_left_out_with_all_below_them()
    {
        var root = Folder(null);
        // 70,000 folders fit below the root; of their own folders those in the first 65,534 do, and one below one of these.
        var first = Enumerable.Range(0, 70_000).Select(_ => Folder(root)).ToList();
        var second = first.Select(Folder).ToList();
        List<TreeNode> all = [root, .. first, .. second, Folder(second[0]), Folder(second[^1])];
        PathTable.Number(all, joliet: true);
        Assert.Equal(1u, NumberOf(root));
        Assert.Equal(70_001u, NumberOf(first[^1]));
        Assert.Equal(70_002u, NumberOf(second[0]));
        Assert.Equal(65_534, second.Count(folder => NumberOf(folder) > 0));
        Assert.Equal(0u, NumberOf(second[65_534]));
        // Their parents have higher numbers than fit, so nothing below them has a place.
        Assert.Equal([0u, 0u], all[^2..].Select(NumberOf));
        var records = new FolderRecords(joliet: true, rockRidge: false);
        var length = PathTable.Measure(all, records, joliet: true);
        Assert.Equal((uint)length, (uint)PathTable.Render(all, records, length, joliet: true, bigEndian: false).Length);
        Assert.Equal(10u + ((70_000 + 65_534) * 10u), length);
    }

    private static uint NumberOf(TreeNode folder) => folder.Folder!.Joliet.Number;

    private static TreeNode Folder(TreeNode? parent) => new() { Name = "d", Parent = parent, Item = new DiscFolder("d", DateTimeOffset.UnixEpoch), Folder = new FolderPart(), JolietName = "d" };
}
