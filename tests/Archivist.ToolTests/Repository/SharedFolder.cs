using System.Text;
using System.Text.Json;
using Archivist.App.Cli;
using Archivist.Platform;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Repository;

/// <summary>A folder with a repository on which one restic and the built <c>archivist</c> work in turn, by their command lines.</summary>
internal sealed partial class SharedFolder : IDisposable
{
    private const string Password = "a passphrase of several words";

    private readonly TemporaryFolder _folder = new();
    private readonly string _restic;

    private SharedFolder(string restic) => _restic = restic;

    internal string this[string name] => _folder[name];

    /// <summary>restic creates a repository of that format version; its key is exchanged for one that costs nothing to try.</summary>
    internal static async Task<SharedFolder> CreateAsync(string restic, int version)
    {
        ResticProgram.Require(restic);
        Tool.Require("setfattr", "attr");
        var made = new SharedFolder(restic);
        Directory.CreateDirectory(made["home"]);
        await File.WriteAllTextAsync(made["password"], Password + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(made["password"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await made.ResticAsync("init", "--repository-version", $"{version}");
        await made.UseQuickKeyAsync("repository");
        return made;
    }

    internal async Task UseQuickKeyAsync(string repository)
    {
        var store = new FolderStore(this[repository]);
        var slow = Assert.Single(await store.ListSortedAsync(ObjectKind.Key, CancellationToken.None));
        var password = Encoding.UTF8.GetBytes(Password);
        var opened = await (await SealedRepository.FindAsync(store, CancellationToken.None)).UnlockAsync(password, CancellationToken.None);
        var quick = KeyFile.Create(opened.Sealers.Key, password, Operator.Current, TimeProvider.System.GetUtcNow(), new KeyCost(2, 1, 1));
        await store.PutAsync(new ObjectName(ObjectKind.Key, Digest.Of(quick)), new BytesContent(quick), CancellationToken.None);
        await store.RemoveAsync(slow.Name, CancellationToken.None);
    }

    /// <summary>restic succeeds and says this.</summary>
    internal async Task<string> ResticAsync(params string[] arguments)
    {
        var (status, output) = await TryResticAsync(arguments);
        Assert.True(status == 0, $"restic {string.Join(' ', arguments)} ended with {status}: {output}");
        return output;
    }

    internal Task<(int Status, string Output)> TryResticAsync(params string[] arguments) =>
        Tool.RunAsync(_restic, ["-r", this["repository"], "-p", this["password"], "--no-cache", .. arguments], Environment());

    /// <summary>Archivist ends with that exit code and says this.</summary>
    internal async Task<string> ArchivistAsync(int expected, params string[] arguments)
    {
        var (status, output) = await Tool.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "archivist"), [.. arguments, "--repo", this["repository"], "--password-file", this["password"], "--quiet"], Environment());
        Assert.True(status == expected, $"archivist {string.Join(' ', arguments)} ended with {status}, not {expected}: {output}");
        return output;
    }

    internal Task<string> ArchivistAsync(params string[] arguments) => ArchivistAsync(0, arguments);

    internal async Task<string> BashAsync(string script)
    {
        var (status, output) = await Tool.RunAsync("bash", ["-c", $"set -euo pipefail; cd '{_folder.Path}'; umask 022; {script}"], Environment());
        Assert.True(status == 0, output);
        return output;
    }

    /// <summary>Type, mode, owner, size, time, links and content of everything below a folder, and its attributes.</summary>
    internal Task<string> ListAsync(string folder) => BashAsync(
        $$"""
        cd '{{folder}}'
        find . -mindepth 1 \( -type d -printf '%y %m %U:%G - %T@ %p\0' -o -printf '%y %m %U:%G %s %T@ %n %l %p\0' \) | sort -z | tr '\0' '\n'
        find . -type f -print0 | sort -z | xargs -0 sha256sum
        getfattr -R -h -d -m user. . | sort
        """);

    /// <summary>What restic lists as JSON, oldest first.</summary>
    internal async Task<List<JsonElement>> SnapshotsAsync()
    {
        var theirs = Parse(await ResticAsync("snapshots", "--json"));
        Assert.Equal(theirs.Select(Describe), Parse(await ArchivistAsync("snapshots", "--json")).Select(Describe));
        return theirs;

        static List<JsonElement> Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.Clone().EnumerateArray()];
        }
    }

    public void Dispose()
    {
        // .NET cannot remove names that are not UTF-8.
        using var remove = System.Diagnostics.Process.Start("rm", ["-rf", _folder.Path]);
        remove.WaitForExit();
    }

    private static string Describe(JsonElement snapshot)
    {
        return string.Join(' ', ((string[])["id", "short_id", "time", "hostname", "tree"]).Select(name => snapshot.GetProperty(name).GetString())
            .Concat(Words("paths")).Concat(Words("tags")));

        IEnumerable<string?> Words(string name) =>
            snapshot.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select(word => word.GetString()) : [];
    }

    private Dictionary<string, string> Environment() => new() { ["TZ"] = "UTC", ["LC_ALL"] = "C.UTF-8", ["DOTNET_TieredPGO"] = "0", ["XDG_STATE_HOME"] = this["state"], ["HOME"] = this["home"] };
}
