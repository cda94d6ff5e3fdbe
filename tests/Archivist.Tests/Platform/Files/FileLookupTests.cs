using Archivist.Platform.Files;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Files;

public sealed class FileLookupTests
{
    [Fact]
    public void Nothing_is_null_also_below_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllBytes(file, [1, 2, 3]);

        Assert.Null(FileLookup.Find(Path.Combine(folder.Path, "absent")));
        Assert.Null(FileLookup.Find(Path.Combine(file, "below")));
        Assert.Null(FileLookup.Find(""));
    }

    [Fact]
    public void A_look_that_fails_is_an_error_and_not_absence()
    {
        using var folder = new TemporaryFolder();
        var loop = Path.Combine(folder.Path, "loop");
        File.CreateSymbolicLink(loop, loop);

        Assert.Throws<IOException>(() => FileLookup.Find(loop));
        Assert.Throws<IOException>(() => FileLookup.IsFile(loop));
        Assert.Throws<IOException>(() => FileLookup.IsDirectory(Path.Combine(folder.Path, new string('x', 300))));
        Assert.Equal(FileKind.Link, FileLookup.FindLink(loop)?.Kind);
    }

    [Fact]
    public void Kind_length_and_identity_are_those_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllBytes(file, [1, 2, 3]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "file");

        var found = FileLookup.Find(file)!.Value;
        Assert.Equal((FileKind.File, 3L), (found.Kind, found.Length));
        Assert.True(found.IsSameAs(FileLookup.Find(Path.Combine(folder.Path, ".", "link"))!.Value));
        Assert.False(found.IsSameAs(FileLookup.Find(folder.Path)!.Value));
        Assert.Equal(FileKind.CharacterDevice, FileLookup.Find("/dev/null")?.Kind);
        Assert.True(FileLookup.IsDirectory(folder.Path));
        Assert.False(FileLookup.IsFile(folder.Path));
    }
}
