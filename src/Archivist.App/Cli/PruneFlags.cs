using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Platform;
using Archivist.Repository.Pruning;

namespace Archivist.App.Cli;

/// <summary>The flags of <c>prune</c>, which <c>forget --prune</c> takes too.</summary>
internal sealed class PruneFlags
{
    private readonly Option<string> _maxUnused = new("--max-unused")
    {
        Description = "Tolerated unused space: 200M, 5% or 'unlimited'.",
        HelpName = "limit",
        DefaultValueFactory = _ => "5%",
    };

    private readonly Option<string?> _maxRepack = new("--max-repack-size")
    {
        Description = "Repack at most this much: 500M, 2G.",
        HelpName = "size",
    };

    private readonly Option<bool> _cacheableOnly = new("--repack-cacheable-only") { Description = "Repack only packs of directories (trees)." };
    private readonly Option<bool> _small = new("--repack-small") { Description = "Also repack packs below 80 % of the target size." };
    private readonly Option<bool> _uncompressed = new("--repack-uncompressed") { Description = "Also repack uncompressed data." };

    private readonly Option<bool> _noSnapshots = new("--allow-no-snapshots") { Description = "Prune even if no snapshot is left; deletes all content." };

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _maxUnused, _maxRepack, _cacheableOnly, _small, _uncompressed, _noSnapshots, CommonOptions.NoVerifyWrites })
            command.Add(option);
    }

    internal PruneOptions Read(ParseResult parsed)
    {
        if (!UnusedLimit.TryParse(parsed.GetValue(_maxUnused)!, out var unused))
            throw CommandLineProblem.Usage($"--max-unused: invalid limit '{parsed.GetValue(_maxUnused)}'", "Write 200M, 5% or unlimited.");
        long? repack = null;
        if (parsed.GetValue(_maxRepack) is { } text)
            repack = ByteSize.TryParse(text, out var bytes) ? bytes
                : throw CommandLineProblem.Usage($"--max-repack-size: invalid size '{text}'", "Write it as 500M or 2G.");
        return new PruneOptions
        {
            MaxUnused = unused,
            MaxRepackBytes = repack,
            RepackCacheableOnly = parsed.GetValue(_cacheableOnly),
            RepackSmall = parsed.GetValue(_small),
            RepackUncompressed = parsed.GetValue(_uncompressed),
            AllowsNoSnapshots = parsed.GetValue(_noSnapshots),
        };
    }
}
