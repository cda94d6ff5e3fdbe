using System.Reflection;
using System.Text.RegularExpressions;
using Archivist.App.Messages;
using Archivist.Messages.German;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Messages;

namespace Archivist.Tests.Solution;

/// <summary>Every problem has words: English for the command line, and German too where the recovery environment can run into it.</summary>
public sealed partial class ProblemCatalogueTests
{
    /// <summary>What the recovery environment is made of.</summary>
    private static readonly string[] InRecovery = ["Platform", "Repository", "Keys", "Machine", "Restore", "Replicas", "Images", "Correction", "Discs", "Recovery.Protocol"];

    public static TheoryData<Type> Problems => new(AllProblems());

    public static TheoryData<Type> CommandLineProblems => new(AllProblems().Where(type => !IsOfRecoveryProgram(type)));

    public static TheoryData<Type> RecoveryProgramProblems => new(AllProblems().Where(IsOfRecoveryProgram));

    public static TheoryData<Type> RecoveryProblems => new(AllProblems().Where(type => InRecovery.Contains(type.Assembly.GetName().Name!.Replace("Archivist.", "", StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(CommandLineProblems))]
    public void A_problem_has_english_words(Type type)
    {
        var problem = (Problem)Sample(type);
        var message = CommandLineMessages.Find(problem);
        Assert.True(message is not null, $"{type.Name} has no words");
        RequireReadable(type, message);
        RequireReadable(type, CommandLineMessages.Instance.Of(problem));
    }

    /// <summary>Where the words depend on an argument of a closed set, each case has its own.</summary>
    [Fact]
    public void Every_case_of_a_closed_argument_has_english_words()
    {
        foreach (var type in AllProblems().Where(type => !IsOfRecoveryProgram(type)))
        {
            foreach (var problem in Variants(type))
            {
                RequireReadable(type, CommandLineMessages.Find(problem)!);
                RequireReadable(type, CommandLineMessages.Instance.Of(problem));
            }
        }
    }

    [Theory]
    [MemberData(nameof(RecoveryProblems))]
    public void A_problem_of_the_recovery_environment_has_german_words(Type type)
    {
        var message = GermanMessages.Find((Problem)Sample(type));
        Assert.True(message is not null, $"{type.Name} has no German words");
        RequireReadable(type, message);
    }

    [Theory]
    [MemberData(nameof(RecoveryProgramProblems))]
    public void A_problem_of_the_recovery_program_has_words_in_both_languages(Type type)
    {
        foreach (var message in new[] { EnglishWords.Find((Problem)Sample(type)), GermanWords.Find((Problem)Sample(type)) })
        {
            Assert.NotNull(message);
            RequireReadable(type, message);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_problem_is_sealed_and_lies_with_the_problems_of_its_room(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.True(type.DeclaringType is null, $"{type.Name} is inside another type, so its code is not unique");
        Assert.EndsWith(".Problems", type.Namespace, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_are_unique() =>
        Assert.Empty(AllProblems().GroupBy(type => type.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Every_failure_has_its_place_in_the_order_of_severity() =>
        Assert.Equal(Enum.GetValues<Failure>().Length, Enum.GetValues<Failure>().Select(Severity.Of).Distinct().Count());

    private static void RequireReadable(Type type, Message message)
    {
        foreach (var text in new[] { message.Sentence, message.Hint }.OfType<string>())
        {
            Assert.DoesNotContain("{ ", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(RuntimeName(), text);
        }

        Assert.False(message.Sentence.EndsWith('.'), $"{type.Name}: the sentence ends with a full stop");
        Assert.NotEqual("", message.Sentence);
        Assert.True(message.Hint is null || message.Hint[^1] is '.' or '?' || message.Hint.Contains(": ", StringComparison.Ordinal), $"{type.Name}: the hint is not a sentence");
    }

    /// <summary>A front end of its own, with its own words.</summary>
    private static bool IsOfRecoveryProgram(Type type) => type.Assembly == typeof(EnglishWords).Assembly;

    private static IEnumerable<Type> AllProblems() => Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
        .Where(path => Path.GetFileName(path) is var name && (name == "archivist.dll" || name.StartsWith("Archivist.", StringComparison.Ordinal)) && !name.Contains("Test", StringComparison.Ordinal))
        .SelectMany(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)).GetTypes())
        .Where(type => type.IsSubclassOf(typeof(Problem)) && !type.IsAbstract && type != typeof(CommandLineProblem))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>Problems that differ in one argument of a closed set or an enumeration.</summary>
    private static IEnumerable<Problem> Variants(Type type)
    {
        var constructor = Constructor(type);
        var arguments = constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType)).ToArray();
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = constructor.GetParameters()[i].ParameterType;
            if (parameter == typeof(Problem) || parameter == typeof(Cause) || parameter == typeof(Failure))
                continue;
            IEnumerable<object> cases = parameter.IsEnum ? Enum.GetValues(parameter).Cast<object>()
                : parameter.IsAbstract && !parameter.IsInterface ? parameter.GetNestedTypes().Where(nested => nested.IsSubclassOf(parameter)).Select(Sample)
                : [];
            foreach (var value in cases)
                yield return (Problem)constructor.Invoke([.. arguments[..i], value, .. arguments[(i + 1)..]]);
        }
    }

    /// <summary>A value of a type, made up through its longest constructor.</summary>
    private static object Sample(Type type)
    {
        if (type == typeof(string))
            return "sample";
        if (type == typeof(FileName))
            return FileName.Of("sample");
        if (type == typeof(Cause))
            return new Cause.Detail("the cause");
        if (type == typeof(Problem))
            return new PathNotFound("another/path");
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Sample(underlying);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0)!;
        if (type.IsGenericType && type.IsInterface)
        {
            var items = Array.CreateInstance(type.GetGenericArguments()[0], 2);
            items.SetValue(Sample(type.GetGenericArguments()[0]), 0);
            items.SetValue(Sample(type.GetGenericArguments()[0]), 1);
            return items;
        }

        if (type.IsPrimitive)
            return type == typeof(bool) ? true : Convert.ChangeType(2, type, null);
        if (type.IsValueType)
            return Activator.CreateInstance(type)!;
        if (type.IsAbstract)
            return Sample(type.Assembly.GetTypes().First(derived => derived.IsSubclassOf(type) && !derived.IsAbstract));
        var constructor = Constructor(type);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
    }

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type)
        .MaxBy(constructor => constructor.GetParameters().Length)!;

    /// <summary>Names of the runtime that say that a record or a collection was printed instead of its content.</summary>
    [GeneratedRegex(@"System\.|Archivist\.[A-Z]|`\d|\[\]")]
    private static partial Regex RuntimeName();
}
