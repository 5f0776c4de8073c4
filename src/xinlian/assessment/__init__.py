"""Foundation of assessment: banks of questions, papers, exams, sittings."""
