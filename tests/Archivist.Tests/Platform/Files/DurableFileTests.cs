using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Files;

public sealed class DurableFileTests
{
    [Fact]
    public void A_failed_fsync_is_an_error_with_its_errno()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        // A handle that names a file without opening it (O_PATH of man 2 open) cannot be synchronized: EBADF.
        const int path = 0x200000, badDescriptor = 9;
        using var handle = Libc.Open(folder.Path, path);

        var failed = Assert.Throws<IOException>(() => DurableFile.Synchronize(handle, "thing"));
        Assert.Equal(badDescriptor, failed.HResult);
        Assert.StartsWith("thing cannot be made durable: ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_directories_are_synchronized_and_special_files_left_alone()
    {
        using var folder = new TemporaryFolder();
        DurableFile.SynchronizeDirectory(folder.Path);
        using var nothing = File.OpenHandle("/dev/null", access: FileAccess.Write);
        DurableFile.Synchronize(nothing, "/dev/null");
        Assert.Throws<FileNotFoundException>(() => DurableFile.SynchronizeDirectory(Path.Combine(folder.Path, "absent")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rename_replaces_only_when_it_may(bool replaces)
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (Path.Combine(folder.Path, "from"), Path.Combine(folder.Path, "to"));
        File.WriteAllBytes(from, [1]);
        File.WriteAllBytes(to, [2]);

        if (replaces)
            DurableFile.Rename(from, to, replaces: true);
        else
            Assert.Equal(KernelError.Exists, Assert.Throws<IOException>(() => DurableFile.Rename(from, to, replaces: false)).HResult);
        Assert.Equal(replaces ? [1] : [2], File.ReadAllBytes(to));
        Assert.Equal(!replaces, File.Exists(from));
    }

    [Fact]
    public void What_is_not_there_is_removed_and_what_cannot_be_is_an_error()
    {
        using var folder = new TemporaryFolder();
        DurableFile.Remove(Path.Combine(folder.Path, "absent"));
        Assert.ThrowsAny<Exception>(() => DurableFile.Remove(folder.Path));
    }
}
