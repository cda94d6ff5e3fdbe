using System.Security.Cryptography;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Recovery.Builder.Problems;

namespace Archivist.Recovery.Builder;

/// <summary>Fetches packages into a directory and unpacks them there. Nothing is installed, and root is not needed.</summary>
internal sealed class DebianPackages(string folder, IProgress<BuildStep>? progress)
{
    private const string KernelMetaPackage = "linux-image-amd64";

    private static readonly Dictionary<string, string?> PlainWords = new() { ["LC_ALL"] = "C.UTF-8", ["LANGUAGE"] = null };

    private string ResolvedPath => Path.Combine(folder, "resolved.txt");

    /// <summary>Finds today's version of each package and of the newest kernel, from the lists that apt has.</summary>
    /// <remarks>Without usable lists the versions of the last build are taken, if all of them still lie in the directory.</remarks>
    internal async Task<IReadOnlyList<DebianPackage>> ResolveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var (packages, reason) = await AskAptAsync(names, cancellationToken);
        if (packages is null && await UpdateListsAsync(cancellationToken))
            (packages, reason) = await AskAptAsync(names, cancellationToken);
        if (packages is not null)
        {
            await RememberAsync(packages, cancellationToken);
            return packages;
        }

        if (await RecallAsync(names, cancellationToken) is { } known)
        {
            progress?.Report(new BuildStep.UsingLastVersions(new Cause.Detail(reason)));
            return known;
        }

        throw new ArchivistException(new PackagesUnavailable(new Cause.Detail(reason)));
    }

    /// <summary>Downloads what the directory does not hold yet and checks every file against the lists' SHA-256.</summary>
    internal async Task FetchAsync(IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(packages, cancellationToken);
        if (missing.Count == 0)
            return;

        progress?.Report(new BuildStep.Fetching(missing.Count, missing.Sum(package => package.Length)));
        var result = await DownloadAsync(missing, cancellationToken);
        if (result.ExitCode != 0 && await UpdateListsAsync(cancellationToken))
            result = await DownloadAsync(missing, cancellationToken);
        var stillMissing = await MissingAsync(missing, cancellationToken);
        if (stillMissing.Count > 0)
        {
            throw new ArchivistException(new PackageNotFetched(stillMissing[0].ToString(), new Cause.Detail(LastLine(result.ErrorText))));
        }
    }

    /// <summary>Unpacks fetched packages over one another into <paramref name="target"/>.</summary>
    internal async Task UnpackAsync(IReadOnlyList<DebianPackage> packages, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var package in packages)
        {
            var unpack = new ToolCommand("dpkg-deb", ["--extract", Path.Combine(folder, package.FileName), target]) { Package = "dpkg" };
            (await ToolProcess.RunAsync(unpack, cancellationToken)).EnsureSuccess();
        }
    }

    private async Task<(List<DebianPackage>? Packages, string Reason)> AskAptAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var depends = await AptAsync("apt-cache", ["depends", "--important", KernelMetaPackage], cancellationToken);
        var kernel = depends.OutputText.Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith("Depends: linux-image-", StringComparison.Ordinal))?["Depends: ".Length..];
        if (kernel is null)
            return (null, $"the lists have no {KernelMetaPackage}");

        string[] wanted = [.. names, kernel];
        var uris = await AptAsync("apt-get", ["-qq", "--print-uris", "download", .. wanted], cancellationToken);
        var found = uris.OutputText.Split('\n').Select(DebianPackage.ParseUriLine).OfType<DebianPackage>().ToDictionary(package => package.Name);
        var absent = wanted.Where(name => !found.ContainsKey(name)).ToList();
        return absent.Count == 0
            ? (wanted.Order(StringComparer.Ordinal).Select(name => found[name]).ToList(), string.Empty)
            : (null, $"the lists have no {string.Join(", ", absent)}");
    }

    private async Task<bool> UpdateListsAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        progress?.Report(new BuildStep.UpdatingLists());
        return (await AptAsync("apt-get", ["-qq", "update"], cancellationToken)).ExitCode == 0;
    }

    private Task<ToolResult> DownloadAsync(IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken) =>
        AptAsync("apt-get", ["-qq", "download", .. packages.Select(package => package.ToString())], cancellationToken, isDownload: true);

    /// <remarks>
    /// As root apt would download as the user _apt, who may not write to the directory. And apt says nothing about a package whose
    /// file already lies where it runs, so only the download itself runs in the directory.
    /// </remarks>
    private Task<ToolResult> AptAsync(
        string tool, string[] arguments, CancellationToken cancellationToken, bool isDownload = false) =>
        ToolProcess.RunAsync(
            new ToolCommand(tool, ["-o", "APT::Sandbox::User=root", .. arguments])
            {
                Package = "apt",
                WorkingFolder = isDownload ? folder : "/",
                Environment = PlainWords,
            },
            cancellationToken);

    private async Task<IReadOnlyList<DebianPackage>> MissingAsync(IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken)
    {
        var missing = new List<DebianPackage>();
        foreach (var package in packages)
        {
            if (!await HoldsAsync(package, cancellationToken))
                missing.Add(package);
        }

        return missing;
    }

    private async Task<bool> HoldsAsync(DebianPackage package, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, package.FileName));
        if (!FileLookup.IsFile(file.FullName))
            return false;
        if (file.Length == package.Length)
        {
            await using var content = file.OpenRead();
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == package.Sha256)
                return true;
        }

        file.Delete();
        return false;
    }

    private async Task RememberAsync(IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken)
    {
        var lines = packages.Select(package => $"'last' {package.FileName} {package.Length} SHA256:{package.Sha256}");
        await StagedFile.WriteAsync(ResolvedPath, string.Join('\n', lines) + "\n", cancellationToken);
    }

    private async Task<IReadOnlyList<DebianPackage>?> RecallAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!FileLookup.IsFile(ResolvedPath))
            return null;
        var lines = await File.ReadAllLinesAsync(ResolvedPath, cancellationToken);
        var packages = lines.Select(DebianPackage.ParseUriLine).OfType<DebianPackage>().ToList();
        return names.All(name => packages.Exists(package => package.Name == name))
            && packages.Count == names.Count + 1
            && (await MissingAsync(packages, cancellationToken)).Count == 0
            ? packages
            : null;
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "apt-get gave no reason";
}
