using System.CommandLine;
using System.CommandLine.Parsing;

namespace Archivist.App.Cli;

/// <summary>
/// A flag with nothing behind its equals sign has an empty value, as POSIX's long flags and restic's do: <c>--group-by=</c>. The parser takes it for a
/// flag without a value; as two words it understands it.
/// </summary>
internal static class EmptyValues
{
    private static readonly HashSet<string> Meaningful = ["--group-by", "--tag", "--add", "--set", "--remove", "--keep-tag", "--host", "--folder"];

    /// <summary>The same arguments, with <c>--flag=</c> as two. What comes after <c>--</c> is left alone, and what is no flag of any verb.</summary>
    internal static IReadOnlyList<string> Split(IReadOnlyList<string> arguments, Command root)
    {
        var flags = new HashSet<string>();
        AddFlags(root, flags);
        var result = new List<string>(arguments.Count);
        var isFlag = true;
        foreach (var argument in arguments)
        {
            isFlag &= argument != "--";
            if (isFlag && argument.EndsWith('=') && flags.Contains(argument[..^1]))
                result.AddRange([argument[..^1], ""]);
            else
                result.Add(argument);
        }

        return result;
    }

    /// <summary>
    /// The first flag or argument whose value is empty though it names a file, a place or a thing; null when there is none. <c>--group-by ''</c> and
    /// <c>--tag ''</c> mean something, and <c>--folder=</c> means no directory.
    /// </summary>
    internal static string? Find(ParseResult parsed)
    {
        foreach (var result in parsed.CommandResult.Children)
        {
            if (!result.Tokens.Any(token => token.Value.Length == 0))
                continue;
            if (result is OptionResult option && !Meaningful.Contains(option.Option.Name))
                return option.Option.Name;
            if (result is ArgumentResult argument)
                return argument.Argument.Name;
        }

        return parsed.RootCommandResult.Children.OfType<OptionResult>()
            .FirstOrDefault(option => option.Tokens.Any(token => token.Value.Length == 0))?.Option.Name;
    }

    private static void AddFlags(Command command, HashSet<string> flags)
    {
        foreach (var option in command.Options)
        {
            flags.Add(option.Name);
            flags.UnionWith(option.Aliases);
        }

        foreach (var verb in command.Subcommands)
            AddFlags(verb, flags);
    }
}
