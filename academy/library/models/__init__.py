from academy.library.models.charter import CharterPage
from academy.library.models.course import CoursePage, LessonPage, ModulePage
from academy.library.models.inbox import InboxPage
from academy.library.models.loaded import LoadedFile, LoadedPage, LoadedQuestion
from academy.library.models.pages import AcademyPage, CourseIndexPage, HomePage, PlaybookIndexPage
from academy.library.models.playbook import PlaybookPage
from academy.library.models.question import Question, QuestionTag
from academy.library.models.quiz import QuizPage
from academy.library.models.reply import ReplyPage
from academy.library.models.scenario import ScenarioPage
from academy.library.models.taxonomy import Channel, Topic
from academy.library.models.translated import TranslationMarks
from academy.library.models.version import ExerciseVersion
from academy.library.models.voice_rule import VoiceRule

__all__ = [
    "AcademyPage",
    "Channel",
    "CharterPage",
    "CourseIndexPage",
    "CoursePage",
    "ExerciseVersion",
    "HomePage",
    "InboxPage",
    "LessonPage",
    "LoadedFile",
    "LoadedPage",
    "LoadedQuestion",
    "ModulePage",
    "PlaybookIndexPage",
    "PlaybookPage",
    "Question",
    "QuestionTag",
    "QuizPage",
    "ReplyPage",
    "ScenarioPage",
    "Topic",
    "TranslationMarks",
    "VoiceRule",
]
