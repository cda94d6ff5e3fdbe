using System.Text.Json;

namespace Archivist.ToolTests.Repository;

/// <summary>What the tests of every restic look at.</summary>
internal sealed partial class SharedFolder
{
    /// <summary>Everything that a file system can hold and that is small. Up to 0.16, restic knows no link targets that are not UTF-8.</summary>
    internal const string MakeTree =
        """
        mkdir -p tree/plain/deeper tree/empty 'tree/with space'; cd tree
        echo hello >plain/deeper/file; ln plain/deeper/file plain/hardlink; ln plain/deeper/file 'with space/hardlink'
        ln -s deeper/file plain/relative; ln -s /nowhere/at/all dangling; : >emptyfile; printf x >$'invalid\xff\xfename'; printf y >$'new\nline'
        printf z >'quo"te\back'; mkdir $'folder\xe9'; printf q >$'folder\xe9/inside'; echo u >'ünïcödé 😀'; mkfifo pipe
        truncate -s 8M sparse; printf middle | dd of=sparse bs=1 seek=5000001 conv=notrunc status=none
        head -c 3000000 /dev/urandom >random; seq 1 200000 >compressible; for i in $(seq 1 60); do echo $i >plain/deeper/$i; done
        chmod 4755 plain/deeper/file; chmod 1777 empty; chmod 0000 emptyfile
        setfattr -n user.note -v 'of a file' plain/deeper/file; setfattr -n user.none plain/deeper/file; setfattr -n user.note -v 'of a folder' empty
        touch -d '1969-01-01 00:00:00.123456789' emptyfile; touch -h -d '2001-01-01 01:01:01.5' dangling; touch -d '2100-05-05 05:05:05.000000001' plain/deeper
        """;

    internal async Task IsSoundAsync()
    {
        var output = await ResticAsync("check", "--read-data");
        Assert.Contains("no errors were found", output, StringComparison.Ordinal);
    }

    internal async Task<string> RestoreWithResticAsync(string tree)
    {
        await BashAsync("rm -rf out");
        await ResticAsync("restore", "latest", "--target", this["out"]);
        return await ListAsync("out" + tree);
    }

    internal async Task<string> RestoreWithArchivistAsync(string tree)
    {
        await BashAsync("rm -rf out");
        await ArchivistAsync("restore", "latest", "--target", this["out"], "--verify");
        return await ListAsync("out" + tree);
    }

    /// <summary>With Archivist's snapshot as its parent, restic reads no file again and stores no content.</summary>
    internal async Task TakesNothingAsync(string tree)
    {
        var output = await ResticAsync("backup", "--json", "--dry-run", tree);
        using var summary = JsonDocument.Parse(output.Split('\n').Last(line => line.Contains("\"summary\"", StringComparison.Ordinal)));
        int Number(string name) => summary.RootElement.GetProperty(name).GetInt32();
        Assert.Equal((0, 0, 0), (Number("files_new"), Number("files_changed"), Number("data_blobs")));
        Assert.True(Number("files_unmodified") > 60);
    }
}
