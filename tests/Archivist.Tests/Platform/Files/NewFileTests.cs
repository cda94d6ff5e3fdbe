using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Files;

public sealed class NewFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "image.iso");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_its_name_only_when_it_is_published()
    {
        using (var file = NewFile.Create(Target))
        {
            file.Stream.Write([1, 2, 3]);
            Assert.False(File.Exists(Target));
            file.Publish();
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Disposed_before_that_it_leaves_nothing()
    {
        NewFile.Create(Target).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_name_that_was_taken_meanwhile_is_not_replaced()
    {
        using (var file = NewFile.Create(Target))
        {
            File.WriteAllBytes(Target, [7]);
            var refused = Assert.Throws<IOException>(file.Publish);
            Assert.Equal(KernelError.Exists, refused.HResult);
        }

        Assert.Equal([7], File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Two_at_once_do_not_touch_each_other()
    {
        using var first = NewFile.Create(Target);
        using (var second = NewFile.Create(Target))
        {
            first.Stream.Write([1]);
            second.Stream.Write([2]);
        }

        first.Publish();
        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_what_a_living_one_writes_stays()
    {
        var left = Path.Combine(_folder.Path, ".image.iso.0123456789ab.partial");
        var ofAnother = Path.Combine(_folder.Path, ".image.iso.copy.0123456789ab.partial");
        File.WriteAllBytes(left, [1]);
        File.WriteAllBytes(ofAnother, [1]);
        using var living = NewFile.Create(Target);
        using var next = NewFile.Create(Target);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(ofAnother));
        Assert.True(File.Exists(living.TemporaryPath));
    }

    [Fact]
    public void It_replaces_only_when_that_was_asked_for()
    {
        File.WriteAllBytes(Target, [7]);
        using (var file = NewFile.Create(Target))
        {
            file.Stream.Write([8]);
            file.PublishOver();
        }

        Assert.Equal([8], File.ReadAllBytes(Target));
    }
}
