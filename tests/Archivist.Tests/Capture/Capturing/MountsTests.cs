using System.Text;
using Archivist.Capture.Capturing;

namespace Archivist.Tests.Capture.Capturing;

public sealed class MountsTests
{
    private static readonly Mounts Machine = Mounts.Parse("""
        22 1 0:20 /@ / rw,relatime shared:1 - btrfs /dev/vda2 rw,subvol=/@
        30 22 0:20 /@home /home rw,relatime shared:2 master:1 - btrfs /dev/vda2 rw,subvol=/@home
        31 30 8:17 / /home/with\040space rw - ext4 /dev/sdb1 rw
        32 22 8:18 / /homes rw - xfs /dev/sdb2 rw
        not a mount
        """u8);

    [Fact]
    public void What_is_mounted_below_a_directory_is_named_relative_to_it()
    {
        Assert.Equal(["/home", "/home/with space", "/homes"], Below("/"));
        Assert.Equal(["/with space"], Below("/home"));
        Assert.Empty(Below("/homes"));
    }

    [Theory]
    [InlineData("/home/with space/deep", "/home/with space", "ext4")]
    [InlineData("/home/without", "/home", "btrfs")]
    [InlineData("/homeless", "/", "btrfs")]
    public void A_directory_is_in_the_mount_with_the_longest_path_around_it(string folder, string path, string type)
    {
        var (found, kind) = Machine.Around(Encoding.UTF8.GetBytes(folder));
        Assert.Equal((path, type), (Encoding.UTF8.GetString(found), kind));
    }

    private static List<string> Below(string folder) => [.. Machine.Below(Encoding.UTF8.GetBytes(folder)).Select(path => Encoding.UTF8.GetString(path))];
}
