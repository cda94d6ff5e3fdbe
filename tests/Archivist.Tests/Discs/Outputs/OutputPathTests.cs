using Archivist.App.Messages;
using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Discs.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Outputs;

public sealed class OutputPathTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_that_is_free_is_a_file() => Assert.Equal(OutputKind.File, OutputPath.Require(_folder.At("new.iso"), mayReplace: false));

    [Fact]
    public void What_is_there_is_replaced_only_when_that_was_asked_for()
    {
        var path = _folder.Write("a.iso", "a year of work");
        Assert.Equal(new OutputRefused(path, OutputFault.Exists), Refusal(path).Problem);
        Assert.Contains("--force", CommandLineMessages.Instance.Of(Refusal(path).Problem).Hint, StringComparison.Ordinal);
        Assert.Equal(OutputKind.File, OutputPath.Require(path, mayReplace: true));
    }

    [Fact]
    public void A_link_counts_as_what_is_there_even_when_it_leads_nowhere()
    {
        File.CreateSymbolicLink(_folder.At("link"), _folder.At("nothing"));
        Assert.Equal(new OutputRefused(_folder.At("link"), OutputFault.Link), Refusal(_folder.At("link")).Problem);
    }

    [Fact]
    public void Devices_that_are_no_disks_and_directories_are_refused_with_or_without_the_flag()
    {
        Assert.Equal(OutputKind.Stream, OutputPath.Require("/dev/null", mayReplace: false));
        Assert.Throws<ArchivistException>(() => OutputPath.Require("/dev/tty", mayReplace: true));
        Assert.Throws<ArchivistException>(() => OutputPath.Require(_folder.Path, mayReplace: true));
        Assert.Throws<ArchivistException>(() => OutputPath.RequireFile("/dev/null", mayReplace: true));
    }

    [Fact]
    public void A_link_outside_of_dev_is_no_name_of_a_device()
    {
        File.CreateSymbolicLink(_folder.At("null"), "/dev/null");
        Assert.Throws<ArchivistException>(() => OutputPath.Require(_folder.At("null"), mayReplace: true));
    }

    [Fact]
    public void In_place_takes_plain_files_and_follows_links_only_when_asked()
    {
        var path = _folder.Write("a.iso", "image");
        File.CreateSymbolicLink(_folder.At("link"), path);
        OutputPath.RequireInPlace(path, mayFollow: false);
        OutputPath.RequireInPlace(_folder.At("link"), mayFollow: true);
        Assert.Throws<ArchivistException>(() => OutputPath.RequireInPlace(_folder.At("link"), mayFollow: false));
        Assert.Throws<ArchivistException>(() => OutputPath.RequireInPlace("/dev/null", mayFollow: true));
    }

    [Fact]
    public void A_directory_that_goes_into_images_takes_none_however_it_is_spelled()
    {
        Directory.CreateDirectory(_folder.At("repository", "data"));
        Directory.CreateSymbolicLink(_folder.At("other"), _folder.At("repository"));
        foreach (var path in new[] { _folder.At("repository", "a.iso"), _folder.At("repository", "data", "a.iso"), _folder.At("other", "data", "a.iso") })
            Assert.Equal(new OutputRefused(path, OutputFault.InRepository), Assert.Throws<ArchivistException>(() => OutputPath.RequireOutside(path, [(_folder.At("repository"), OutputFault.InRepository)])).Problem);
        OutputPath.RequireOutside(_folder.At("a.iso"), [(_folder.At("repository"), OutputFault.InRepository)]);
        // A guard that cannot look does not say that all is well.
        File.CreateSymbolicLink(_folder.At("loop"), _folder.At("loop"));
        Assert.Equal(Failure.Failed, Assert.Throws<ArchivistException>(() => OutputPath.RequireOutside(_folder.At("a.iso"), [(_folder.At("loop"), OutputFault.InLedger)])).Failure);
    }

    [Fact]
    public void Two_runs_for_one_name_leave_one_whole_file_and_nothing_else()
    {
        var path = _folder.At("a.iso");
        using (var first = OutputFile.Create(path))
        using (var second = OutputFile.Create(path))
        {
            first.Stream.Write("first"u8);
            second.Stream.Write("second"u8);
            first.Publish(mayReplace: false);
            Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => second.Publish(mayReplace: false)).Failure);
        }

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_work_directory_of_a_killed_run_is_removed_and_that_of_a_living_one_is_not()
    {
        Directory.CreateDirectory(_folder.At(".set.0123456789ab.work"));
        _folder.Write(".set.0123456789ab.work/.lock", "");
        using var living = WorkDirectory.Create(_folder.Path, "set");
        Assert.False(Directory.Exists(_folder.At(".set.0123456789ab.work")));
        using (var other = WorkDirectory.Create(_folder.Path, "set"))
        {
            Assert.True(Directory.Exists(living.Path));
            Assert.NotEqual(living.Path, other.Path);
        }

        Assert.Equal([living.Path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_copy_that_was_not_read_back_well_never_gets_its_name()
    {
        var image = _folder.At("image.iso");
        await File.WriteAllBytesAsync(image, new byte[40 * 2048], TestContext.Current.CancellationToken);
        var burn = new DiscBurn(new FileRecorder(_folder.At("copy.iso")), TimeProvider.System);
        var result = await burn.RunAsync(new BurnOrder { ImagePath = image, Length = 40 * 2048 }, Digest.Of("another"u8), null, TestContext.Current.CancellationToken);
        Assert.Equal(BurnOutcome.ReadBackFailed, result.Outcome);
        Assert.Equal([image], Directory.GetFileSystemEntries(_folder.Path));
    }

    private static ArchivistException Refusal(string path) => Assert.Throws<ArchivistException>(() => OutputPath.Require(path, mayReplace: false));
}
