using System.Text;

namespace Archivist.Machine.Reading;

/// <summary>A section of LVM's text format (man 5 lvm.conf, "Syntax"): values as they were written, and sections, both in their order. Immutable.</summary>
/// <param name="Name">Of the section; empty for a whole file.</param>
/// <param name="Values">Names and the text of values: <c>"a string"</c>, <c>8192</c>, <c>["READ", "WRITE"]</c>.</param>
/// <param name="Sections">Sections in it.</param>
internal sealed record LvmSection(string Name, IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<LvmSection> Sections)
{
    internal LvmSection? Section(string name) => Sections.FirstOrDefault(section => section.Name == name);

    /// <summary>Null where there is no such value.</summary>
    internal string? Text(string name) => Values.FirstOrDefault(value => value.Key == name).Value?.Trim('"');

    /// <exception cref="FormatException">There is no such number.</exception>
    internal long Number(string name) => long.TryParse(Text(name), out var number) ? number : throw new FormatException($"{Name}: {name}");

    internal LvmSection With(string name, string value) =>
        this with { Values = [.. Values.Select(old => old.Key == name ? KeyValuePair.Create(name, value) : old)] };

    internal LvmSection With(LvmSection section) => this with { Sections = [.. Sections.Select(old => old.Name == section.Name ? section : old)] };

    /// <exception cref="FormatException">It is not LVM's text format.</exception>
    internal static LvmSection Parse(string text)
    {
        var at = 0;
        return ParseSection("", Tokens(text), ref at);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, "");
        return text.ToString();
    }

    private void Write(StringBuilder text, string indent)
    {
        foreach (var (name, value) in Values)
            text.Append(indent).Append(name).Append(" = ").Append(value).Append('\n');
        foreach (var section in Sections)
        {
            text.Append(indent).Append(section.Name).Append(" {\n");
            section.Write(text, indent + '\t');
            text.Append(indent).Append("}\n");
        }
    }

    private static LvmSection ParseSection(string name, IReadOnlyList<string> tokens, ref int at)
    {
        var (values, sections) = (new List<KeyValuePair<string, string>>(), new List<LvmSection>());
        while (at < tokens.Count && tokens[at] != "}")
        {
            var key = tokens[at++];
            var sign = at < tokens.Count ? tokens[at++] : throw new FormatException(key);
            if (sign == "{")
            {
                sections.Add(ParseSection(key, tokens, ref at));
                if (at++ >= tokens.Count)
                    throw new FormatException(key);
            }
            else if (sign == "=" && at < tokens.Count)
            {
                var value = tokens[at++];
                while (value[0] is '[' && value[^1] is not ']')
                {
                    var next = at < tokens.Count ? tokens[at++] : throw new FormatException(key);
                    value += next is "," ? ", " : next;
                }

                values.Add(KeyValuePair.Create(key, value));
            }
            else
            {
                throw new FormatException(key);
            }
        }

        return new LvmSection(name, values, sections);
    }

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (text[at] is '#')
            {
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
                continue;
            }

            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (text[at] is '"')
            {
                for (at++; at < text.Length && text[at] is not '"'; at++)
                    at += text[at] is '\\' ? 1 : 0;
                at++;
            }
            else if (text[at] is '{' or '}' or '=' or '[' or ']' or ',')
            {
                at++;
            }
            else
            {
                while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('{' or '}' or '=' or '[' or ']' or ',' or '#'))
                    at++;
            }

            tokens.Add(at <= text.Length ? text[start..at] : throw new FormatException(text[start..]));
        }

        return tokens;
    }
}
